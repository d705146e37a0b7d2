#include "base/given_names.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace crm {

namespace {

// Each line: forms of one name, folded. Everyday knowledge of the three languages; a form may stand in several lines.
constexpr std::string_view forms[] = {"katarzyna kasia kaska katarina kate katherine catherine kathy kat katie",
                                      "anna ania anka hanna hania ann anne annie ana",
                                      "malgorzata gosia goska margaret maggie peggy meg",
                                      "agnieszka aga agata agnes",
                                      "aleksandra ola aleksandra sandra alexandra alex sasha saska",
                                      "magdalena magda madzia lena",
                                      "joanna asia aska joan joanne jovana",
                                      "barbara basia baska barb",
                                      "elzbieta ela elka elizabeth liz lizzie beth betty elisaveta beti",
                                      "maria marysia marija mary mara mari marika",
                                      "ewa ewka eva evica",
                                      "zofia zosia sophia sofija sofia sophie",
                                      "krystyna krysia christine christina kristina tina",
                                      "teresa terenia theresa tereza terry",
                                      "dorota dorotka dorothy dot",
                                      "monika monia monica",
                                      "natalia natalka natalija natalie nataly",
                                      "jadwiga jadzia hedwig",
                                      "stanislaw staszek stas stan",
                                      "jan janek jas john johnny jack jovan ivan",
                                      "jozef jozek joseph joe joey josif",
                                      "andrzej jedrek andrew andy andrej drew",
                                      "krzysztof krzysiek krzys christopher chris risto hristo",
                                      "tomasz tomek thomas tom tommy toma tome",
                                      "piotr piotrek peter pete petar pece petre",
                                      "pawel pawelek paul pavle pavel",
                                      "michal misiek michael mike mick mihail mihajlo mice",
                                      "grzegorz grzesiek grzes gregory greg",
                                      "jakub kuba jacob jake jakov james jim jimmy",
                                      "wojciech wojtek adalbert",
                                      "robert robcio rob bob bobby robbie",
                                      "aleksander olek aleksandar aco ace alexander alex saso sasho",
                                      "stefan stefcio stephen steven steve stevo stevce",
                                      "marek mark marko marc marcus",
                                      "mateusz mati matthew matt mate matej",
                                      "lukasz luki luke luka lucas",
                                      "zbigniew zbyszek zbych",
                                      "tadeusz tadek thaddeus",
                                      "henryk heniek henry harry hal",
                                      "kazimierz kazik",
                                      "jerzy jurek george georgi gjorgji gjorgi goce gorgi ggorgi dorde",
                                      "wladyslaw wladek",
                                      "boguslaw bogus bogdan",
                                      "dariusz darek darius",
                                      "mariusz mario",
                                      "leszek lech",
                                      "slawomir slawek",
                                      "miroslaw mirek miroslav mire",
                                      "jaroslaw jarek",
                                      "radoslaw radek",
                                      "edward edek ed eddie ted eddy",
                                      "ryszard rysiek richard rick dick rich ricky",
                                      "rafal raphael",
                                      "sebastian seba",
                                      "szymon simon simeon sime",
                                      "maciej maciek matthias",
                                      "kacper casper jasper",
                                      "nikola kole nikolaj nicholas nick nikolce mikolaj",
                                      "dimitar dime mite dimitrija mitko",
                                      "trajko trajce trajan",
                                      "vladimir vlado vladko",
                                      "zoran zoki zore",
                                      "dragan drago gane",
                                      "ljubomir ljupcho ljupco ljube",
                                      "todor toso tode theodore ted teddy",
                                      "kiril kire cyril",
                                      "blagoja blaze blagoj",
                                      "spase spasko spas",
                                      "elena lenche lence helen ellen helena jelena lena nelly",
                                      "vesna veska",
                                      "biljana bile biba",
                                      "snezana sneze",
                                      "slavica slave",
                                      "violeta vili",
                                      "suzana suzi susan sue suzie",
                                      "william will bill billy willy",
                                      "charles charlie chuck karol karl",
                                      "david dave davy dawid",
                                      "daniel dan danny danijel",
                                      "samuel sam sammy",
                                      "benjamin ben benny",
                                      "anthony tony antoni antek antonio tonci",
                                      "edmund ed ned",
                                      "francis frank franciszek franek",
                                      "lawrence larry",
                                      "patrick pat paddy patryk",
                                      "patricia pat patty trish",
                                      "jennifer jen jenny",
                                      "jessica jess jessie",
                                      "rebecca becky becca",
                                      "victoria vicky wiktoria viktorija",
                                      "deborah debbie deb",
                                      "cynthia cindy",
                                      "pamela pam",
                                      "nathaniel nathan nate",
                                      "joshua josh",
                                      "timothy tim",
                                      "gabriel gabe gabrijel",
                                      "isabella bella izabela iza",
                                      "nicole nikki nikol",
                                      "cameron cam",
                                      "lachlan lachie",
                                      "zachary zac zack"};

using Groups = std::unordered_map<std::string_view, std::vector<int>>;

const Groups& groups() {
    static const Groups made = [] {
        Groups groups;
        int number = 0;
        for (std::string_view line : forms) {
            while (!line.empty()) {
                const auto space = std::min(line.find(' '), line.size());
                groups[line.substr(0, space)].push_back(number);
                line.remove_prefix(std::min(space + 1, line.size()));
            }
            ++number;
        }
        return groups;
    }();
    return made;
}

} // namespace

bool is_given_name(std::string_view name) {
    return groups().contains(name);
}

std::vector<std::string_view> other_forms(std::string_view name) {
    std::vector<std::string_view> found;
    const auto known = groups().find(name);
    if (known == groups().end()) return found;
    for (const int group : known->second)
        for (std::string_view line = forms[group]; !line.empty();) {
            const auto space = std::min(line.find(' '), line.size());
            const std::string_view form = line.substr(0, space);
            if (form != name && std::find(found.begin(), found.end(), form) == found.end()) found.push_back(form);
            line.remove_prefix(std::min(space + 1, line.size()));
        }
    return found;
}

bool same_given_name(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto first = groups().find(a), second = groups().find(b);
    if (first == groups().end() || second == groups().end()) return false;
    return std::any_of(first->second.begin(), first->second.end(), [&](int group) {
        return std::find(second->second.begin(), second->second.end(), group) != second->second.end();
    });
}

} // namespace crm
