"""Invented people in many scripts, each with the spellings that others would give them.

Nobody here exists: the family names are made up, most given names too. The spellings in Latin
letters, the endings and the variants were written by hand, as English, French, German, Spanish
or local writers would put them, and not by the guard's own tables. ``FIRST`` were at hand while
the guard was made, ``SECOND`` were used to mend it; ``HELD`` were written once it stood, and
it was not changed for them.
"""
# ruff: noqa: RUF001 - many scripts are written here.

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a name, the same with endings or in another native spelling, and in Latin."""

    native: str
    others: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person by given and family name; in some scripts the family stands first, unspaced."""

    script: str
    given: Part
    family: Part
    close: bool = False

    @property
    def name(self) -> str:
        """Return the name as the person writes it."""
        return self.joined(self.given.native, self.family.native)

    def joined(self, given: str, family: str) -> str:
        """Return both parts in the order and with the space of the script."""
        return f"{family}{given}" if self.close else f"{given} {family}"


def read(table: str) -> tuple[Person, ...]:
    """Return people from lines of ``given | endings | latin || family | endings | latin``."""
    found: list[Person] = []
    script = ""
    for line in filter(None, (line.strip() for line in table.splitlines())):
        if line.startswith("#"):
            script = line[1:].strip()
            continue
        given, family = (_part(side) for side in line.split("||"))
        close = script in {"Han", "Hangul"}
        found.append(Person(script=script, given=given, family=family, close=close))
    return tuple(found)


def _part(side: str) -> Part:
    native, others, latin = (one.strip() for one in side.split("|"))
    return Part(native=native, others=tuple(others.split()), latin=tuple(latin.split()))


FIRST = read("""
# Latin
Milagros | milagros MILAGROS | Milágros Milagrós || Ñanderoy | Ñanderoys ÑANDEROY | Nanderoy Ñandéroy Nyanderoy
Søndrik | Søndriks | Sondrik Soendrik || Østerkvåg | Østerkvågs | Osterkvag Oesterkvaag Österkvåg
Thị Hảo | HẢO | Thi-Hao || Đặngvũ | Đặng-Vũ ĐẶNGVŨ | Dangvu Dang-Vu
Şükriyenur | Şükriyenur'un ŞÜKRİYENUR | Sukriyenur Shukriyenur Schükriyenur || Çağlıtürk | Çağlıtürk'ün | Caglitürk Chaglyturk Cagliturk
Wojsława | Wojsławy Wojsławie Wojsławą | Wojslawa Voislava || Brzękowska | Brzękowskiej BRZĘKOWSKA | Brzekowska Brzekowski
Jürg-Maël | JÜRG-MAËL | Jurg-Mael Juerg-Mael || Weißmüllner | Weißmüllners WEISSMÜLLNER | Weissmuellner Weissmullner
# Cyrillic
Айзурен | Айзуренге Айзуреннің | Aizuren Aysuren Aïzouren || Торманбаева | Торманбаевой Торманбаеву ТОРМАНБАЕВА | Tormanbaeva Tormanbayeva Tormanbaïeva Tormanbajewa
Светозар | Светозара Светозару | Svetozar Swetosar Svetosar || Щербинюк | Щербинюка Щербинюком | Shcherbiniuk Chtcherbiniouk Schtscherbinjuk Scherbinyuk
Велимира | Велимиру Велимирой | Velimira Welimira || Кожуховская | Кожуховской КОЖУХОВСКАЯ | Kozhukhovskaya Kojoukhovskaïa Koschuchowskaja Kozhuhovskaya
Гюльшат | Гюльшат Гульшат | Gulshat Guelchat Gyulshat || Хайдармуратова | Хайдармуратовой | Khaidarmuratova Haydarmuratova Chaidarmuratowa
Їжачко | Їжачка | Yizhachko Izhachko || Жеребцевич | Жеребцевича Жеребцевичу | Zherebtsevych Jerebtsevitch Scherebzewitsch
# Arabic
قاسمين | وقاسمين لقاسمين | Qasimin Kassimine Gasimeen Kasimin || الزهراوندي | للزهراوندي الزهراوندى | al-Zahrawandi Ezzahraouandi El-Zahrawandy Alzahrawandi
منذرة | ومنذرة منذره | Munthira Mondhera Mundhira Moundhira || البرغوشي | والبرغوشي البرغوشى | al-Barghushi El-Barghouchi Albarghoushi
عبد النويس | عبدالنويس | Abd-al-Nuwais Abdennouis Abdulnuwais || شمخاتي | لشمخاتي بشمخاتي | Shamkhati Chamkhati Shamkhaty
طلحان | وطلحان لطلحان | Talhan Telhan Talhane || بوخريصي | وبوخريصي | Boukhrissi Bukhrisi Boukhreisi
نیلوشه | نيلوشه | Niloosheh Niloucheh Nilusheh || فروغستان | فروغستانی | Foroughestan Forughestan Foroughistan
# Hebrew
אביטלה | לאביטלה ואביטלה | Avitala Avitalah || בן-זכרוני | ובן-זכרוני | Ben-Zichroni Ben-Zikhroni Benzichroni
נועמיר | שנועמיר לנועמיר | Noamir Noʿamir || שטרנהולץ | שטרנהולצ | Sternholz Shternholtz Shternholz
יקותיאלי | ליקותיאלי | Yekutieli Jekutieli || כרמשבי | וכרמשבי | Karmeshvi Carmeshvi Karmashvi
# Greek
Θεοφανώ | Θεοφανούς ΘΕΟΦΑΝΩ | Theofano Theophano || Καλλιγεράκη | Καλλιγερακη | Kalligeraki Kalliyeraki Calligeraki
Ευστράτος | Ευστράτου Ευστράτο | Efstratos Eustratos || Μπουρδαμής | Μπουρδαμή ΜΠΟΥΡΔΑΜΗΣ | Bourdamis Mpourdamis Burdamis
Χρυσάφης | Χρυσάφη Χρυσαφη | Chrysafis Hrisafis Chryssaphis || Δαγκουλόπουλος | Δαγκουλόπουλου | Dagoulopoulos Dangoulopoulos Dagulopulos
# Devanagari
सुमेधिका | सुमेधिकाने | Sumedhika Soumedhika || भरद्वाल | भरद्वालको भरद्वालों | Bharadwal Bhardwal Bharadval
हरिनिवास | हरिनिवासने | Hariniwas Harinivas || चौरसियाल | चौरसियालका | Chaurasiyal Chourasial Chaurasial
ज्योतिमाला | ज्योतिमालाको | Jyotimala Jotimala || तामाङ्गेल | तामाङ्गेलले तामांगेल | Tamangel Tamanggel
# Han
梓棠 | 梓棠 | Zitang Zi-tang Tzu-t'ang || 濮 | 濮 | Pu P'u
洛妍溪 | 洛妍溪 | Luoyanxi Luo-yan-xi || 欧阳 | 歐陽 | Ouyang Ou-yang
曉峰 | 晓峰 曉峰 | Xiaofeng Hsiao-feng Xiao-Feng || 張 | 张 張 | Zhang Chang Cheung
國慶 | 国庆 國慶 | Guoqing Kuo-ch'ing Guo-qing || 陳 | 陈 陳 | Chen Ch'en Chan
# Kana
さくのり | さくのりさん さくのりは サクノリ | Sakunori || ほしみざわ | ほしみざわが ホシミザワ | Hoshimizawa Hosimizawa
ユリノスケ | ユリノスケを ゆりのすけ | Yurinosuke Jurinosuke || タチバナキ | タチバナキの たちばなき | Tachibanaki Tatibanaki
しょうたろうき | しょうたろうきに | Shotaroki Shoutarouki || きよつかわ | きよつかわの | Kiyotsukawa Kiyotukawa
# Hangul
빛여울 | 빛여울은 빛여울이 | Bityeoul Bit-yeo-ul || 박 | 박 | Park Pak Bak
도슬찬 | 도슬찬을 도슬찬의 | Doseulchan Do-seul-chan Tosulchan || 최 | 최 | Choi Choe
민서율 | 민서율이 민서율은 | Minseoyul Min-seo-yul Minsoyul || 이 | 이 | Lee Yi Rhee
# Georgian
ვახტიელ | ვახტიელმა ვახტიელის | Vakhtiel Wachtiel || ბერიშვალაძე | ბერიშვალაძის ბერიშვალაძემ | Berishvaladze Berischwaladse
ნინუცია | ნინუციას ნინუციამ | Ninutsia Ninuzia || ჭყონდიშვილი | ჭყონდიშვილის | Chkondishvili Tchkondichvili Tschqondischwili
# Armenian
Արմավիտ | Արմավիտի Արմավիտը | Armavit Armawit || Խաչփորյան | Խաչփորյանի Խաչփորեան | Khachporyan Khatchporian Chatschporjan
Զարուհանե | Զարուհանեի | Zaruhane Zarouhane || Ղուկասունց | Ղուկասունցի | Ghukasunts Ghoukasountz
# Thai
บุญสิราพร | บุญสิราพร | Bunsiraphon Boonsiraporn || วงศ์ไพรัชต์ | วงศ์ไพรัชต์ | Wongphairat Vongpairat
ธนากฤตย์ | ธนากฤตย์ | Thanakrit Tanakrit || แสงเดือนดี | แสงเดือนดี | Saengduendee Saengdueandi
# Ethiopic
ሰላማዊት | የሰላማዊት ለሰላማዊት | Selamawit Selamaweet || ገብረጽዮስ | የገብረጽዮስ | Gebretsiyos Gebretsios Ghebretsios
በረከታብ | ለበረከታብ | Bereketab Berekatab || ወልደማርሳ | የወልደማርሳ | Woldemarsa Weldemarsa
# Bengali
অনুপমিতা | অনুপমিতার অনুপমিতাকে | Anupamita Onupomita || চক্রবালী | চক্রবালীর | Chakrabali Chakrobali
# Tamil
தமிழ்வேணி | தமிழ்வேணியின் தமிழ்வேணியை | Tamilveni Thamizhveni || சுந்தரபூபதி | சுந்தரபூபதியின் | Sundarabhupathi Sundarapoopathi
""")

SECOND = read("""
# Latin
Casimiera | Casimieras CASIMIERA | Casimièra Cazimiera || Vílchezoa | Vílchezoas VÍLCHEZOA | Vilchezoa Vilcheçoa
Ragnþór | Ragnþórs Ragnþóri | Ragnthor Ragnthór || Hallsteindal | Hallsteindals | Hallsteyndal Halsteindal
Zbyněka | Zbyňky Zbyněku | Zbyneka Zbinieka || Křivánková | Křivánkové KŘIVÁNKOVÁ | Krivankova Krzivankova
# Cyrillic
Ярославна | Ярославны Ярославне | Yaroslavna Jaroslawna Iaroslavna || Чуйкевич | Чуйкевича ЧУЙКЕВИЧ | Chuikevych Tchouïkevitch Tschujkewitsch
Бекзатхан | Бекзатханның Бекзатхана | Bekzatkhan Bekzathan Beksatchan || Мырзагалиева | Мырзағалиева Мырзагалиевой | Myrzagalieva Mirzagaliyeva Myrsagalijewa
# Arabic
سلوانة | وسلوانة لسلوانه | Salwana Selouana Salwanah || المخزنجاوي | والمخزنجاوي المخزنجاوى | al-Makhzanjawi El-Makhzangawy Almakhzanjaoui
حمدوش | وحمدوش بحمدوش | Hamdouche Hamdush Hamdoosh || بن قرطاج | بنقرطاج | Ben-Qartaj Benkartadj Ben-Kartaj
# Hebrew
שירליאן | לשירליאן ושירליאן | Shirlian Schirlian || גולדנבאום | שגולדנבאום | Goldenbaum Goldnboim
תמרינה | לתמרינה | Tamarina Tamrina || אוחנונה | ואוחנונה | Ohanona Ochanona Ohanuna
# Greek
Σμαραγδία | Σμαραγδίας ΣΜΑΡΑΓΔΙΑ | Smaragdia Smaraghdia || Τζανετόγλου | ΤΖΑΝΕΤΟΓΛΟΥ Τζανετογλου | Tzanetoglou Djanetoglu
Φιλοκτήμων | Φιλοκτήμονα Φιλοκτήμονος | Filoktimon Philoktemon || Ξυδακιώτης | Ξυδακιώτη | Xydakiotis Ksidakiotis
# Devanagari
विश्वजीता | विश्वजीताको | Vishwajita Vishvajeeta || घोरपड़कर | घोरपड़करचा घोरपडकर | Ghorpadkar Ghorparkar
कृष्णेंद्र | कृष्णेंद्रले | Krishnendra Kriishnendra || श्रेष्ठाल | श्रेष्ठालको | Shresthal Shreshthal
# Han
雨桐 | 雨桐 | Yutong Yu-tong Yü-t'ung || 慕容 | 慕容 | Murong Mujung
志遠 | 志远 志遠 | Zhiyuan Chih-yuan Zhi-yuan || 趙 | 赵 趙 | Zhao Chao
# Kana
あおいな | あおいなさん アオイナ | Aoina || みなづきの | みなづきのは ミナヅキノ | Minazukino Minadukino
ゲンジロウタ | ゲンジロウタを げんじろうた | Genjirouta Genjirota || カザマツリ | カザマツリの かざまつり | Kazamatsuri Kazamaturi
# Hangul
한별솔 | 한별솔이 한별솔은 | Hanbyeolsol Han-byeol-sol || 정 | 정 | Jung Jeong Chung
규리온 | 규리온을 | Gyurion Gyu-ri-on Kyurion || 김 | 김 | Kim Gim
# Georgian
დავითელა | დავითელამ დავითელას | Davitela Davithela || წიქვაძიანი | წიქვაძიანის | Tsikvadziani Zikwadsiani
# Armenian
Վահրամիկ | Վահրամիկի Վահրամիկը | Vahramik Wahramik || Ծատուրցյան | Ծատուրցյանի | Tsaturtsyan Dzadourtsian
# Thai
กิตติมากร | กิตติมากร | Kittimakon Kittimakorn || ศรีสุวรรณเดช | ศรีสุวรรณเดช | Srisuwandet Sisuwandech
# Ethiopic
ትዕግስታ | የትዕግስታ ለትዕግስታ | Tigista Tegesta || ሀይለምናስ | የሀይለምናስ | Hailemnas Haylemenas
# Bengali
সুরঞ্জিনী | সুরঞ্জিনীর | Suranjini Shuronjini || ভট্টশালীক | ভট্টশালীকের | Bhattashalik Bhottoshalik
# Tamil
மகிழ்செல்வி | மகிழ்செல்வியின் | Magilselvi Makizhchelvi || பொன்னுரங்கன் | பொன்னுரங்கனின் | Ponnurangan Ponnuranghan
""")

HELD = read("""
# Latin
Leokadio | Leokadios LEOKADIO | Leocadio Leokádio || Montefiorre | Montefiorres MONTEFIORRE | Montefiore Monteffiorre
Aoifeann | Aoifeanns | Aoifean || Ó Ceallachdha | Ceallachdhas | O'Ceallachdha Ceallachda
Nurhayatin | Nurhayatins NURHAYATIN | Noerhajatin Nurhayatien || Wirasoemantri | Wirasoemantris | Wirasumantri Wirasoemantry
# Cyrillic
Богдарина | Богдарины Богдарину | Bogdarina Bohdaryna || Пшеничнюк | Пшеничнюка ПШЕНИЧНЮК | Pshenychniuk Pchenitchniouk Pschenitschnjuk
Рустамжон | Рустамжону Рустамжона | Rustamzhon Roustamjon Rustamdschon || Юсупхожаев | Юсупхожаева Юсупхожаеву | Yusupkhozhaev Ioussoupkhojaev Jusupchoschajew
# Arabic
نورهانة | ونورهانة لنورهانه | Nourhana Nurhanah || الصغيراني | والصغيراني الصغيرانى | al-Saghirani Essghirani El-Saghirany
بلقاسمي | وبلقاسمي لبلقاسمى | Belkacemi Belqasmi Belkasmi || مرادخاني | لمرادخاني | Muradkhani Mouradkhani Moradkhani
# Hebrew
רונליה | לרונליה ורונליה | Ronalia Ronlia || מזרחיאן | ומזרחיאן | Mizrahian Mizrachian Mizrakhian
אלישבעת | לאלישבעת | Elishevat Elisheva || פרידלנדרון | שפרידלנדרון | Fridlanderon Friedlanderon
# Greek
Αναστασούλα | Αναστασούλας ΑΝΑΣΤΑΣΟΥΛΑ | Anastasoula Anastassoula || Παπαγκίκας | Παπαγκίκα | Papagikas Papaguikas
Νεκτάριος | Νεκτάριου Νεκτάριο | Nektarios Nectarios || Βλαχοδήμος | Βλαχοδήμου | Vlachodimos Vlahodimos
# Devanagari
मंदाकिनीका | मंदाकिनीकाको | Mandakinika Mandaakinika || देशमुखकर | देशमुखकरला | Deshmukhkar Deshmukhakar
लक्ष्मीकांता | लक्ष्मीकांताने | Lakshmikanta Laxmikanta || पौड्यालेन | पौड्यालेनको | Paudyalen Poudyalen
# Han
婉婷 | 婉婷 | Wanting Wan-ting || 彭 | 彭 | Peng P'eng
建國 | 建国 建國 | Jianguo Chien-kuo Jian-guo || 司馬 | 司马 司馬 | Sima Ssu-ma
# Kana
はるかぜ | はるかぜさん ハルカゼ | Harukaze || いしづかわ | いしづかわが イシヅカワ | Ishizukawa Isidukawa
マサノブオ | マサノブオを まさのぶお | Masanobuo || オオトモリ | オオトモリの おおともり | Otomori Ootomori Ohtomori
# Hangul
하람별 | 하람별이 하람별을 | Harambyeol Ha-ram-byeol || 윤 | 윤 | Yoon Yun
태경원 | 태경원은 | Taegyeongwon Tae-kyung-won || 조 | 조 | Cho Jo
# Georgian
სალომეა | სალომეამ სალომეას | Salomea Salomeya || გელოვანიძე | გელოვანიძის | Gelovanidze Gelowanidse
# Armenian
Հասմիկուհի | Հասմիկուհիի | Hasmikuhi Hasmigouhi || Տեր-Վարդումյան | Տեր-Վարդումյանի | Ter-Vardumyan Der-Vartoumian
# Thai
สุภาวดีย์ | สุภาวดีย์ | Suphawadi Supawadee || จันทร์แก้วมณี | จันทร์แก้วมณี | Chankaewmani Jankaewmanee
# Ethiopic
አበበችላ | የአበበችላ ለአበበችላ | Abebechla Ababachla || ተስፋሚካኤል | የተስፋሚካኤል | Tesfamikael Tesfamichael
# Bengali
মৌসুমীকা | মৌসুমীকার | Mousumika Moushumika || দত্তরায়ন | দত্তরায়নের | Dattarayan Duttarayan
# Tamil
கயல்மொழி | கயல்மொழியின் | Kayalmozhi Kayalmoli || இராமலிங்கன் | இராமலிங்கனின் | Ramalingan Iramalingan
""")
