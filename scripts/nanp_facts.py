"""What the numbering plan's administrators publish and no package holds: regions, overlays, main LATAs."""

NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "Washington D.C.", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington State", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador", "NS": "Nova Scotia", "ON": "Ontario", "PE": "Prince Edward Island",
    "QC": "Quebec", "SK": "Saskatchewan", "YT": "Yukon", "NT": "Northwest Territories", "NU": "Nunavut",
}  # fmt: skip
REGIONS = {name: [code] for code, name in NAMES.items()} | {
    "British Colombia": ["BC"],
    "Nova Scotia/Prince Edward Island": ["NS", "PE"],
    "Northwest Territories/Nunavut/Yukon": ["YT", "NT", "NU"],
}

# GeoNames' numbers for Canada's provinces and territories.
PROVINCES = {
    "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
    "11": "SK", "12": "YT", "13": "NT", "14": "NU",
}  # fmt: skip

# Area codes that serve the same ground; a code that overlays two neighbours stands in two groups.
_OVERLAYS = (
    "205/659 256/938 480/602/623 870/327 209/350 213/323/738 310/424 408/669 415/628 510/341 619/858 714/657 "
    "707/369 818/747 760/442 805/820 909/840 916/279 303/720/983 970/748 203/475 860/959 202/771 305/786/645 "
    "407/321/689 561/728 954/754 813/656 850/448 904/324 404/678/470/943 770/678/470/943 706/762 208/986 "
    "217/447 847/224 312/773/872 630/331 708/464 618/730 815/779 317/463 812/930 270/364 301/240/227 "
    "410/443/667 617/857 508/774 781/339 978/351 248/947 601/769 314/557 573/235 816/975 402/531 702/725 "
    "201/551 609/640 732/848 973/862 212/332/646/917 718/347/929/917 315/680 516/363 518/838 631/934 845/329 "
    "336/743 704/980 919/984 910/472 330/234 614/380 419/567 513/283 937/326 405/572 918/539 503/971 541/458 "
    "215/267/445 412/878 724/878 610/484/835 570/272 717/223 814/582 803/839 843/854 864/821 615/629 210/726 "
    "214/469/972/945 713/281/832/346 903/430 512/737 817/682 801/385 540/826 703/571 804/686 757/948 360/564 "
    "608/353 715/534 920/274 304/681 416/647/437/942 905/289/365/742 519/226/548/382 613/343/753 705/249/683 "
    "514/438/263 450/579/354 418/581/367 819/873/468 604/778/236/672/257 250/778/236/672/257 "
    "403/587/825/368 780/587/825/368 306/639/474 204/431/584 902/782 506/428 709/879 809/829/849 787/939 876/658"
)
OVERLAYS = [tuple(group.split("/")) for group in _OVERLAYS.split()]

# The LATA most of an area code lies in, for those known beyond doubt; the rest stay without.
_LATAS = {
    "120": "207", "122": "603", "124": "802", "128": "617 857 781 339 508 774 978 351", "130": "401",
    "132": "212 332 646 917 718 347 929 516 631 934 914", "224": "201 551 973 862", "228": "215 267 445 610 484",
    "236": "202 771 703 571 301 240", "238": "410 443 667", "340": "313 248 947 586 734",
    "358": "312 773 872 847 224 708",
    "438": "404 678 470 770", "460": "305 786 645 954 754 561", "552": "214 469 972 945", "560": "713 281 832 346",
    "628": "612 651 763 952", "654": "307", "656": "303 720 983", "660": "801 385 435", "666": "480 602 623",
    "672": "503 971", "674": "206 425 253", "722": "415 628 510 341 650 408 669 925",
    "730": "213 323 310 424 818 747 626",
    "732": "619 858", "832": "907", "834": "808", "920": "203 475 860 959",
}  # fmt: skip
LATAS = {area_code: lata for lata, codes in _LATAS.items() for area_code in codes.split()}
