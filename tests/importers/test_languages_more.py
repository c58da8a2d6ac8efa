# SPDX-License-Identifier: EUPL-1.2
"""Small laws in Slavic languages, Georgian, Armenian and Arabic: numbers, kinds, language."""

from __future__ import annotations

import pytest

from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.importers.wording import is_wide
from gapanalysis.languages import detect
from gapanalysis.model import Kind, SourceFile

SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")

BULGARIAN = """ЗАКОН ЗА ЗАЩИТА ОТ НАСИЛИЕ

Глава първа
ОБЩИ РАЗПОРЕДБИ

Чл. 1. Този закон урежда защитата на лицата, които са пострадали от насилие.

Чл. 2. (1) Домашно насилие е всяко действие:
1. с което се причинява болка;
2. с което лицето се заплашва.
(2) Защита може да търси лицето по чл. 1, ал. 1, както и:
а) неговите деца;
б) неговите родители.

Чл. 2а. (Нов) Съдът разглежда молбата незабавно.

Глава втора
НАКАЗАНИЯ

Чл. 3. (1) Който преследва друго лице, се наказва с лишаване от свобода.
(2) Опитът се наказва.

Чл. 4. Който не изпълни заповедта по чл. 2, се наказва с глоба.
"""

MACEDONIAN = """ЗАКОН ЗА ЗАШТИТА ОД НАСИЛСТВО

ГЛАВА ПРВА
ОПШТИ ОДРЕДБИ

Член 1
Со овој закон се уредува заштитата на лицата од насилство.

Член 2
(1) Жртва е секое лице кое претрпело насилство.
(2) Одредбите од член 1 на овој закон се применуваат и на:
1) децата на жртвата;
2) родителите на жртвата.

Член 2-а
Судот ќе одлучи без одлагање.

ГЛАВА ВТОРА
КАЗНЕНИ ОДРЕДБИ

Член 3
(1) Тој што демне друго лице, ќе се казни со затвор.
(2) Ако делото од ставот (1) на овој член е сторено:
а) со закана;
б) со оружје,
сторителот ќе се казни со затвор до пет години.

Член 4
Обидот е казнив.
"""

CROATIAN = """ZAKON O ZAŠTITI OD NASILJA

GLAVA PRVA
OPĆE ODREDBE

Članak 1.
Ovim se Zakonom uređuje zaštita osoba od nasilja.

Članak 2.
(1) Žrtva je osoba koja je pretrpjela nasilje.
(2) Odredbe članka 1. ovoga Zakona primjenjuju se i na:
1. djecu žrtve
2. roditelje žrtve.

Članak 2.a
Sud će odlučiti tijekom tri dana sukladno stavku 1. ovoga članka.

GLAVA DRUGA
KAZNENA DJELA

Članak 3.
(1) Tko drugu osobu ustrajno prati, kaznit će se kaznom zatvora.
(2) Ako je djelo iz stavka 1. ovoga članka počinjeno:
a) prijetnjom
b) oružjem,
počinitelj će se kazniti kaznom zatvora do pet godina.

Članak 4.
Pokušaj je kažnjiv.
"""

BOSNIAN = """ZAKON O ZAŠTITI OD NASILJA U PORODICI

DIO PRVI
OPĆE ODREDBE

Član 1.
Ovim zakonom uređuje se zaštita lica od nasilja u porodici.

Član 2.
(1) Žrtva je osoba koja je pretrpjela nasilje.
(2) Odredbe člana 1. ovog zakona primjenjuju se također na:
a) djecu žrtve;
b) roditelje žrtve.

Član 2a.
Sud će odlučiti bez odlaganja ukoliko osoba zatraži zaštitu iz stava (1) člana 2. ovog zakona.

DIO DRUGI
KAZNENE ODREDBE

Član 3.
(1) Ko drugu osobu uporno prati, kaznit će se kaznom zatvora.
(2) Ako je djelo iz stava (1) ovog člana učinjeno:
1) prijetnjom;
2) oružjem,
počinitelj će se kazniti kaznom zatvora do pet godina.

Član 4.
Pokušaj je kažnjiv.
"""

SERBIAN_CYRILLIC = """ЗАКОН О ЗАШТИТИ ОД НАСИЉА У ПОРОДИЦИ

ГЛАВА ПРВА
ОПШТЕ ОДРЕДБЕ

Члан 1.
Овим законом уређује се заштита лица од насиља у породици.

Члан 2.
(1) Жртва је лице које је претрпело насиље.
(2) Одредбе члана 1. овог закона примењују се и на:
1) децу жртве;
2) родитеље жртве.

Члан 2а
Суд ће одлучити без одлагања.

ГЛАВА ДРУГА
КАЗНЕНЕ ОДРЕДБЕ

Члан 3.
(1) Ко друго лице упорно прати, казниће се затвором.
(2) Ако је дело из става 1. овог члана учињено:
а) претњом;
б) оружјем,
учинилац ће се казнити затвором до пет година.

Члан 4.
Покушај је кажњив.
"""

SERBIAN_LATIN = """ZAKON O ZAŠTITI OD NASILJA U PORODICI

GLAVA PRVA
OPŠTE ODREDBE

Član 1.
Ovim zakonom uređuje se zaštita lica od nasilja u porodici.

Član 2.
(1) Žrtva je lice koje je pretrpelo nasilje pre izricanja mere.
(2) Opšte odredbe iz člana 1. ovog zakona primenjuju se i na:
1) decu žrtve;
2) roditelje žrtve.

Član 2a
Sud će odlučiti bez odlaganja.

GLAVA DRUGA
KAZNENE ODREDBE

Član 3.
(1) Ko drugo lice uporno prati, kazniće se zatvorom.
(2) Ako je delo iz stava 1. ovog člana učinjeno:
a) pretnjom;
b) oružjem,
učinilac ovog dela kazniće se zatvorom do pet godina.

Član 4.
Pokušaj je kažnjiv.
"""

RUSSIAN = """ЗАКОН О ЗАЩИТЕ ОТ НАСИЛИЯ

Глава 1. Общие положения

Статья 1. Предмет настоящего Закона
Настоящий Закон регулирует отношения в области защиты лиц от насилия.

Статья 2. Основные понятия
1. Пострадавшим является лицо, которое подверглось насилию.
2. Защита предоставляется лицам, указанным в части 1 настоящей статьи, а также:
1) их детям;
2) их родителям.

Статья 2.1. Срок рассмотрения
Суд рассматривает заявление без промедления.

Глава 2. Ответственность

Статья 3. Преследование
1. Преследование другого лица наказывается лишением свободы.
2. То же деяние, совершенное:
а) с угрозой;
б) с применением оружия, -
наказывается лишением свободы на срок до пяти лет.

Статья 4. Покушение
Покушение наказывается по правилам статьи 3 настоящего Закона.
"""

GEORGIAN = """კანონი ძალადობისაგან დაცვის შესახებ

თავი I
ზოგადი დებულებები

მუხლი 1. კანონის მიზანი
ამ კანონის მიზანია პირის დაცვა ძალადობისაგან.

მუხლი 2. ტერმინები
1. მსხვერპლი არის პირი, რომელიც დაზარალდა ძალადობით.
2. ამ მუხლის პირველი პუნქტით გათვალისწინებული დაცვა ვრცელდება აგრეთვე:
ა) მის შვილებზე;
ბ) მის მშობლებზე.

მუხლი 2¹. განხილვის ვადა
სასამართლო განცხადებას დაუყოვნებლივ იხილავს.

თავი II
პასუხისმგებლობა

მუხლი 3. ადევნება
1. სხვა პირის ადევნება ისჯება თავისუფლების აღკვეთით.
2. მცდელობა ისჯება, თუ ამ კანონის თანახმად არ არსებობს გამონაკლისი.

მუხლი 4. ამოქმედება
ეს კანონი ამოქმედდეს გამოქვეყნებისთანავე.
"""

ARMENIAN = """ՕՐԵՆՔ ԲՌՆՈՒԹՅՈՒՆԻՑ ՊԱՇՏՊԱՆՈՒԹՅԱՆ ՄԱՍԻՆ

ԳԼՈՒԽ 1
ԸՆԴՀԱՆՈՒՐ ԴՐՈՒՅԹՆԵՐ

Հոդված 1. Օրենքի նպատակը
Սույն օրենքի նպատակն է անձի պաշտպանությունը բռնությունից։

Հոդված 2. Հիմնական հասկացությունները
1. Զոհ է համարվում այն անձը, որը ենթարկվել է բռնության։
2. Սույն հոդվածի 1-ին մասով նախատեսված պաշտպանությունը տարածվում է նաև`
1) զոհի երեխաների վրա.
2) զոհի ծնողների վրա։

Հոդված 2.1. Քննության ժամկետը
Դատարանը դիմումը քննում է անհապաղ։

ԳԼՈՒԽ 2
ՊԱՏԱՍԽԱՆԱՏՎՈՒԹՅՈՒՆ

Հոդված 3. Հետապնդումը
1. Այլ անձի հետապնդումը պատժվում է ազատազրկմամբ։
2. Հանցափորձը պատժվում է, եթե այլ բան նախատեսված չէ։

Հոդված 4. Ուժի մեջ մտնելը
Սույն օրենքն ուժի մեջ է մտնում հրապարակման օրվանից։
"""

ARABIC_WORDS = """قانون الحماية من العنف

الباب الأول
أحكام عامة

المادة الأولى
يهدف هذا القانون إلى حماية الأشخاص من العنف.

المادة الثانية
تشمل الحماية كل شخص تعرض إلى العنف، كما تشمل:
1- أولاده؛
2- والديه.

الباب الثاني
العقوبات

المادة الثالثة
يعاقب بالحبس كل من تعقب غيره.

المادة الثالثة عشرة
يعاقب على الشروع في هذه الجريمة وفق أحكام المادة الثالثة من هذا القانون.
"""

ARABIC_DIGITS = """قانون الحماية من العنف

الفصل الأول
أحكام عامة

المادة ١: يهدف هذا القانون إلى حماية الأشخاص من العنف.

المادة ٢: تشمل الحماية كل شخص تعرض إلى العنف، كما تشمل:
١- أولاده؛
٢- والديه.

المادة ٢ مكرر ١: تنظر المحكمة في الطلب دون تأخير.

الفصل الثاني
العقوبات

المادة ٣: يعاقب بالحبس كل من تعقب غيره.

المادة ٤: يعاقب على الشروع وفق أحكام المادة ٣ من هذا القانون.
"""

TUNISIAN = """قانون يتعلق بالقضاء على العنف

الباب الأول
أحكام عامة

الفصل الأول - يهدف هذا القانون إلى القضاء على كل أشكال العنف.

الفصل 2 - يشمل هذا القانون كل شخص تعرض إلى العنف.

الباب الثاني
الجرائم

الفصل 3 - يعاقب بالسجن كل من تعقب غيره.

الفصل 4 - تطبق أحكام الفصل 3 من هذا القانون على الشروع.
"""

ARMENIAN_LETTERS = """Հոդված 1. Պաշտպանություն
Պաշտպանվում են՝
ա) զոհը.
բ) նրա երեխաները։

Հոդված 2. Ժամկետ
Դիմումը քննվում է անհապաղ։
"""

ARABIC_LETTERS = """المادة 1: تشمل الحماية:
أ) المجني عليه؛
ب) أولاده.

المادة 2: تنظر المحكمة في الطلب دون تأخير.
"""

# The provisions of each law in their order: kind and address.
SLAVIC = (
    "chapter chapter 1, article 1, article 2, paragraph 2(1), paragraph 2(2), "
    "point 2(2)(1), point 2(2)(2), article {inserted}, chapter chapter 2, article 3, "
    "paragraph 3(1), paragraph 3(2), point 3(2)({a}), point 3(2)({b}), article 4"
)
LAWS = [
    (
        "bg",
        BULGARIAN,
        (
            "chapter chapter 1, article 1, article 2, paragraph 2(1), point 2(1)(1), "
            "point 2(1)(2), paragraph 2(2), point 2(2)(а), point 2(2)(б), article 2а, "
            "chapter chapter 2, article 3, paragraph 3(1), paragraph 3(2), article 4"
        ),
    ),
    ("mk", MACEDONIAN, SLAVIC.format(inserted="2-а", a="а", b="б")),
    ("hr", CROATIAN, SLAVIC.format(inserted="2a", a="a", b="b")),
    (
        "bs",
        BOSNIAN,
        (
            "part part 1, article 1, article 2, paragraph 2(1), paragraph 2(2), point 2(2)(a), "
            "point 2(2)(b), article 2a, part part 2, article 3, paragraph 3(1), paragraph 3(2), "
            "point 3(2)(1), point 3(2)(2), article 4"
        ),
    ),
    ("sr", SERBIAN_CYRILLIC, SLAVIC.format(inserted="2а", a="а", b="б")),
    ("sr", SERBIAN_LATIN, SLAVIC.format(inserted="2a", a="a", b="b")),
    ("ru", RUSSIAN, SLAVIC.format(inserted="2.1", a="а", b="б")),
    (
        "hy",
        ARMENIAN,
        (
            "chapter chapter 1, article 1, article 2, paragraph 2(1), paragraph 2(2), "
            "point 2(2)(1), point 2(2)(2), article 2.1, chapter chapter 2, article 3, "
            "paragraph 3(1), paragraph 3(2), article 4"
        ),
    ),
    (
        "ar",
        ARABIC_WORDS,
        (
            "title title 1, article 1, article 2, paragraph 2(1), paragraph 2(2), title title 2, "
            "article 3, article 13"
        ),
    ),
    (
        "ar",
        ARABIC_DIGITS,
        (
            "chapter chapter 1, article 1, article 2, paragraph 2(1), paragraph 2(2), "
            "article 2 مكرر 1, chapter chapter 2, article 3, article 4"
        ),
    ),
    (
        "ar",
        TUNISIAN,
        "title title 1, article 1, article 2, title title 2, article 3, article 4",
    ),
]


def provisions(text: str, language: str) -> str:
    """Gives kind and address of each provision of a law."""
    draft = split(read_text(text.encode(), "law.txt"), language, SOURCE)
    return ", ".join(f"{one.kind.value} {one.address}" for one in draft.provisions)


@pytest.mark.parametrize(("language", "text", "wanted"), LAWS)
def test_a_law_has_its_articles_paragraphs_and_points(
    language: str, text: str, wanted: str
) -> None:
    assert provisions(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("hy", ARMENIAN_LETTERS, "article 1, point 1(ա), point 1(բ), article 2"),
        ("ar", ARABIC_LETTERS, "article 1, point 1(أ), point 1(ب), article 2"),
    ],
)
def test_lists_in_letters_of_other_scripts(language: str, text: str, wanted: str) -> None:
    assert provisions(text, language) == wanted


def test_a_georgian_law_has_its_articles_paragraphs_and_points() -> None:
    assert provisions(GEORGIAN, "ka") == (
        "chapter chapter I, article 1, article 2, paragraph 2(1), paragraph 2(2), point 2(2)(ა), "
        "point 2(2)(ბ), article 2^1, chapter chapter II, article 3, paragraph 3(1), "
        "paragraph 3(2), article 4"
    )


@pytest.mark.parametrize(
    ("language", "text"), [(law[0], law[1]) for law in LAWS] + [("ka", GEORGIAN)]
)
def test_the_language_of_a_law_is_recognised(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "Който заплаши другиго, се наказва с лишаване от свобода или с глоба."),
        ("mk", "Тој што ќе се закани на друг, ќе се казни со парична казна или со затвор."),
        ("sr", "Ко запрети другом лицу да ће га повредити, казниће се новчаном казном."),
        ("ru", "Угроза убийством, если лицо опасалось ее, наказывается штрафом или арестом."),
        ("uk", "Погроза вбивством, якщо її боялися, карається штрафом або арештом."),
        ("hr", "Tko drugome ozbiljno prijeti, kaznit će se novčanom kaznom ili zatvorom."),
        ("bs", "Ko učini djelo na štetu člana porodice, kaznit će se novčanom kaznom."),
        ("sr", "Ko ugrozi sigurnost drugog lica, kazniće se novčanom kaznom ili zatvorom."),
        ("no", "Lov om endringer i lov om støy. Det gjøres følgende endringer i lov om støy."),
        ("da", "Lov om ændring af lov om støj. I lov om støj er det, som er nævnt, ændret."),
        (
            "no",
            "Den som bryder forbudet i § 2, straffes med bøder, efter at det er kundgjort av ham.",
        ),
    ],
)
def test_neighbouring_languages_are_told_apart(language: str, text: str) -> None:
    assert detect(text) == language


def test_signs_of_notes_after_a_heading_are_not_a_line_set_wide() -> None:
    assert is_wide("4 8 H O T Ă R Â R E A")
    assert not is_wide("Detention of a person # # # # # # # #")


def test_a_heading_above_may_end_with_a_word_of_references() -> None:
    text = (
        "კანონი მეზობლების შესახებ\n\n"
        "მეზობლის განცხადების ფორმა\nმუხლი 1\nგანცხადება იწერება ხელით.\n\n"
        "მეზობლის განცხადების შესავალი ნაწილი\nმუხლი 2\nაღინიშნება ადგილი.\n\n"
        "მეზობლის განცხადების ბოლო ნაწილი\nმუხლი 3\nაღინიშნება დრო.\n"
    )
    source = SourceFile(name="law.txt", format="txt", sha256="", data=b"")
    draft = split(read_text(text.encode(), "law.txt"), "ka", source)
    assert [
        (one.number, one.heading.of(draft.text) if one.heading else "") for one in draft.provisions
    ] == [
        ("1", "მეზობლის განცხადების ფორმა"),
        ("2", "მეზობლის განცხადების შესავალი ნაწილი"),
        ("3", "მეზობლის განცხადების ბოლო ნაწილი"),
    ]


CYPRIOT = """Ο ΠΕΡΙ ΠΡΟΣΤΑΣΙΑΣ ΑΠΟ ΤΗ ΒΙΑ ΝΟΜΟΣ

Συνοπτικός τίτλος
1. Ο παρών Νόμος θα αναφέρεται ως ο περί Προστασίας από τη Βία Νόμος.

Ερμηνεία
2.-(1) Στον παρόντα Νόμο «θύμα» σημαίνει πρόσωπο που υπέστη βία.
(2) Για τους σκοπούς του εδαφίου (1) του άρθρου αυτού, ως θύμα θεωρείται-
(α) το τέκνο του· και
(β) ο γονέας του.

Αρμόδια αρχή
3.Η αρμόδια αρχή εκδίδει διάταγμα προστασίας.

Καταστροφή αποδεικτικού στοιχείου
4. Όποιος καταστρέφει έγγραφο τιμωρείται με πρόστιμο.

Διάταγμα
15ΙΣΤ.-(1) Το Δικαστήριο εκδίδει διάταγμα χωρίς καθυστέρηση.

Παράταση
15ΙΣΤδις. Το διάταγμα παρατείνεται με απόφαση του Δικαστηρίου.

Κανονισμοί
16.Ο Υπουργός εκδίδει Κανονισμούς.
"""


def test_articles_are_a_number_alone_where_no_word_stands_before_one() -> None:
    """A law of a country that leaves out the word that its language has is read, with letters that
    are Greek numerals, small words set close behind the dot, and a heading that ends with a word
    which stands before numbers.
    """
    draft = split(read_text(CYPRIOT.encode(), "law.txt"), "el", SOURCE)
    articles = [one for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert [one.number for one in articles] == ["1", "2", "3", "4", "15ΙΣΤ", "15ΙΣΤδις", "16"]
    heading = articles[2].heading
    assert heading and draft.text[heading.start : heading.end] == "Αρμόδια αρχή"
    below = [one.address for one in draft.provisions if one.address.startswith("2(")]
    assert below == ["2(1)", "2(2)", "2(2)(α)", "2(2)(β)"]
    words = [draft.text[one.start : one.end] for one in articles]
    assert "3.Η αρμόδια αρχή εκδίδει" in words[2]
    assert "16.Ο Υπουργός" in words[6]


BROKEN = """KOMŞULUK KANUNU

BİRİNCİ
BÖLÜM

Genel Hükümler

Amaç

Madde
1 –
Bu Kanunun amacı, komşular arasında barışı
sağlamaktır.

Kapsam

Madde

2
– (1) Bu Kanun her eve uygulanır.

(2) Bahçeler bu
Madde
5 inci fıkra hükmüne bağlıdır.

İKİNCİ
BÖLÜM

Cezalar

Ceza

Madde 3-
Gürültü yapan kişiye para cezası verilir.

Ek
Madde
1 –
Bahçe kapıları açık bırakılmaz.

Geçici
Madde 1 – Bu Kanundan önceki davalar kaldığı yerden yürür.
"""


def test_labels_broken_over_lines_are_whole() -> None:
    """A copy keeps the breaks of a page's source, between the word of an article and its number
    and between the number of a division and its word; a number that a sentence mentions is none.
    """
    draft = split(read_text(BROKEN.encode(), "law.txt"), "tr", SOURCE)
    assert [(one.kind, one.number) for one in draft.provisions if one.kind != Kind.PARAGRAPH] == [
        (Kind.CHAPTER, "1"),
        (Kind.ARTICLE, "1"),
        (Kind.ARTICLE, "2"),
        (Kind.CHAPTER, "2"),
        (Kind.ARTICLE, "3"),
        (Kind.ARTICLE, "Ek 1"),
        (Kind.ARTICLE, "Geçici 1"),
    ]
    second = next(one for one in draft.provisions if one.number == "2")
    assert second.heading and second.heading.of(draft.text) == "Kapsam"
    assert "5 inci fıkra" in draft.text[second.start : second.end]


@pytest.mark.parametrize("label", ["Čлан 2.", "Члaн 2.", "ЧЛАН 2."])
def test_labels_may_have_a_letter_of_another_alphabet(label: str) -> None:
    """A text that was copied from one alphabet to the other keeps a letter of the first."""
    text = (
        "ЗАКОН О СУСЕДИМА\n\nЧлан 1.\nОвим законом уређује се заштита суседа и деце.\n\n"
        f"{label}\nСусед је лице које станује поред другог лица.\n\n"
        "Члан 3.\nКо прави буку, казниће се новчаном казном.\n"
    )
    draft = split(read_text(text.encode(), "law.txt"), "sr", SOURCE)
    assert [one.number for one in draft.provisions] == ["1", "2", "3"]


AZERBAIJANI = """QONŞULUQ MƏCƏLLƏSİ

ÜMUMİ HİSSƏ

SƏKKİZİNCİ BÖLMƏ
ÜMUMİ MÜDDƏALAR

1-ci fəsil
Əsas anlayışlar

Maddə 1. Qonşuluq haqqında qanunvericilik
1.1. Qonşuluq qanunvericiliyi bu Məcəllədən ibarətdir.
1.2. Bu Məcəllə aşağıdakılara şamil edilir:
1.2.1. evlərə;
1.2.2. bağlara.

Maddə 2. Qonşu
Qonşu yan evdə yaşayan şəxsdir və bu Məcəlləyə görə hüquqlara malikdir.

2-ci fəsil
Sakitlik

M a d d ə 3. Səs-küy
3.1. Gecə səs-küy salmaq qadağandır.

Maddə 3-1. Musiqi
3-1.1. Musiqi çalmaq olar.
"""


def test_azerbaijani_laws_are_read_with_the_words_of_turkish_ones() -> None:
    draft = split(read_text(AZERBAIJANI.encode(), "law.txt"), detect(AZERBAIJANI), SOURCE)
    above = [one for one in draft.provisions if one.kind in {Kind.TITLE, Kind.CHAPTER}]
    assert [(one.kind, one.number) for one in above] == [
        (Kind.TITLE, "8"),
        (Kind.CHAPTER, "1"),
        (Kind.CHAPTER, "2"),
    ]
    articles = [one for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert [one.number for one in articles] == ["1", "2", "3", "3-1"]
    below = [one.address for one in draft.provisions if one.address.startswith("1(")]
    assert below == ["1(1.1)", "1(1.2)", "1(1.2)(1.2.1)", "1(1.2)(1.2.2)"]


def test_numbered_parts_of_unknown_articles_are_not_taken_for_articles() -> None:
    """Where the word of a language is not known, 1.1, 1.2, 2.1 are no articles."""
    text = "".join(
        f"{n}-modda. Uylar\n{n}.1. Uy egasi bog' yaratadi.\n{n}.2. Bog' egasi daraxt ekadi.\n\n"
        for n in range(1, 5)
    )
    draft = split(read_text(text.encode(), "law.txt"), "sr", SOURCE)
    assert not [one for one in draft.provisions if one.kind == Kind.ARTICLE]
