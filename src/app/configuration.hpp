// Configuration: what the program was asked to do and with which settings: the command line, then the environment
// (RELACJA_…), then relacja.toml in the data folder.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"

namespace crm {

struct Configuration {
    std::string command; // serve, demo, user add, user list, user disable, token create, import, export, undo,
                         // duplicates, backup, migrate-to, check, schema

    std::string data = "./relacja-data", database;
    std::string listen = "127.0.0.1:8080", tls_cert, tls_key, public_url;
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> outgoing_allow; // networks beside the open internet that may be called
    std::string outgoing_authorities,
        drop_folder; // PEM file; where folders for dropped files lie, DATA/drop when empty
    std::string log = "json", metrics = "token";
    int workers = 8;
    // A new company's beginnings.
    std::string country = "PL", currency = "EUR", zone = "Europe/Warsaw", language = "en", company_name;

    // Of single commands.
    std::string login, role, name, object, file, format = "csv", filter, mapping, dump, as, refused, shape = "openapi",
                                                 min = "0.5";
    std::vector<std::string> match;
    bool password_stdin = false, dry_run = false;
    long long scale = 0;
    std::string operation, target;

    std::string input; // standard input, where the command reads it
};

// Reads it; prints help or a sentence and gives the exit status instead where there is nothing to run.
struct Reading {
    std::optional<Configuration> configuration;
    int status = 0;
    std::string output; // to standard output for status 0, else to standard error
};
Reading read_configuration(const std::vector<std::string>& arguments);

} // namespace crm
