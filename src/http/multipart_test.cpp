#include "http/multipart.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace crm::http {

namespace {

const std::string type = "multipart/form-data; boundary=mark";

std::string part(const std::string& disposition, const std::string& content) {
    return "--mark\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

std::string refusal(const std::string& content_type, const std::string& body) {
    try {
        read_file_part(content_type, body);
    } catch (const Error& error) {
        EXPECT_EQ(error.problem, Problem::bad_request);
        return error.what();
    }
    return {};
}

} // namespace

TEST(Multipart, the_one_file_is_found_where_it_lies) {
    const std::string content("a\r\n--mar\0\xff\r\n", 13);
    const std::string body = part("name=\"file\"; filename=\"list.csv\"", content) + "--mark--\r\n";
    const FilePart file = read_file_part(type, body);
    EXPECT_EQ(file.name, "list.csv");
    EXPECT_EQ(file.content, content);
    EXPECT_GE(file.content.data(), body.data());
    EXPECT_LE(file.content.data() + file.content.size(), body.data() + body.size());
}

TEST(Multipart, fields_preamble_and_what_comes_behind_are_passed_over) {
    const std::string body =
        "for old programs\r\n" + part("name=note", "hello") + part("filename=a.txt", "") + "--mark--\r\nmore";
    const FilePart file = read_file_part("Multipart/Form-Data; charset=utf-8; Boundary=\"mark\"", body);
    EXPECT_EQ(file.name, "a.txt");
    EXPECT_EQ(file.content, "");
}

TEST(Multipart, a_name_is_read_as_each_client_writes_it) {
    auto name = [](const std::string& disposition) {
        return read_file_part(type, part(disposition, "x") + "--mark--").name;
    };
    EXPECT_EQ(name("name=file; filename=ład.txt"), "ład.txt");
    EXPECT_EQ(name("filename=\"a\\\"b; c.txt\"; name=\"f\""), "a\"b; c.txt");
    EXPECT_EQ(name("filename=\"C:\\temp\\a.txt\""), "C:\\temp\\a.txt");
    EXPECT_EQ(name("filename*=UTF-8''%C5%82ad.txt"), "ład.txt");
    EXPECT_EQ(name("FileName=\"\""), "");
}

TEST(Multipart, several_files_or_none_are_refused_with_a_sentence) {
    const std::string file = part("name=file; filename=a.txt", "a");
    EXPECT_NE(refusal(type, file + file + "--mark--").find("one by one"), std::string::npos);
    EXPECT_NE(refusal(type, part("name=note", "hello") + "--mark--").find("no file"), std::string::npos);
    EXPECT_NE(refusal(type, "--mark--").find("no file"), std::string::npos);
}

TEST(Multipart, a_broken_form_is_refused) {
    const std::string file = part("name=file; filename=a.txt", "a");
    for (const std::string& body :
         {std::string(), std::string("--mark"), std::string("--mark\r\n"), file, "--mark " + file,
          file + "--marked\r\n\r\n",
          std::string("--mark\r\nContent-Disposition: attachment; filename=a\r\n\r\na\r\n--mark--"),
          "--mark\r\nX: " + std::string(9000, 'x') + "\r\n\r\na\r\n--mark--"})
        EXPECT_NE(refusal(type, body), "") << body.substr(0, 100);
    for (const char* wrong :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"mark"})
        EXPECT_NE(refusal(wrong, file + "--mark--"), "") << wrong;
    EXPECT_NE(refusal("multipart/form-data; boundary=" + std::string(71, 'm'), "--" + std::string(71, 'm') + "--"), "");
    std::string many;
    for (int i = 0; i < 200; ++i) many += part("name=note", "hello");
    EXPECT_NE(refusal(type, many + "--mark--"), "");
}

TEST(Multipart, only_a_form_in_parts_is_one) {
    EXPECT_TRUE(is_multipart("multipart/form-data; boundary=x"));
    EXPECT_TRUE(is_multipart(" Multipart/Form-Data"));
    for (const char* other : {"", "text/csv", "multipart/mixed; boundary=x", "application/x-www-form-urlencoded"})
        EXPECT_FALSE(is_multipart(other)) << other;
}

} // namespace crm::http
