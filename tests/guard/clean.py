"""Texts that name nobody, as committees write them: the guard should let them pass.

Written by hand for these tests in the languages that committees work in, and in some that
people write in. They are full of what resembles an identifier: names of States, symbols,
paragraphs, dates, sums and capitals.
"""
# ruff: noqa: RUF001 - many languages are written here.

ENGLISH = """
The Committee has received allegations of reprisals against persons who cooperated with it during the review of the State party.
A lawyer was threatened after submitting an alternative report to the Committee against Torture.
The family has since moved to another region and fears for its safety.
Two human rights defenders were followed by plain-clothes officers after the session in Geneva.
The Committee recalls the Guidelines against Intimidation or Reprisals ("San José Guidelines") (HRI/MC/2015/6).
On 14 March 2026 the rapporteur on reprisals sent a letter to the Permanent Mission of the State party.
The State party is requested to reply within 30 days and to refrain from any act of intimidation.
In its resolution 68/268, the General Assembly strongly condemned all acts of intimidation and reprisals.
In 2024, 27 cases were recorded, of which 12 were confirmed; 4 remain open and 11 were closed.
The Chairs of the treaty bodies met from 1 to 5 June 2026 in New York and adopted a joint statement.
See A/HRC/57/62, paras. 14-19, and CAT/C/51/3 for the practice of earlier years.
The detainee was denied visits and the members of the household were summoned several times.
Counsel was charged with an offence under article 205 of the Criminal Code, punishable by 10 years of imprisonment.
The budget of the association, about 1 500 000 francs, was frozen by order of the Ministry of Justice.
The Committee on the Elimination of Discrimination against Women and the Committee on Enforced Disappearances share this concern.
A bank account was blocked and the passport of a member of the organization was withdrawn.
Kazakhstan, Colombia, Viet Nam and Thailand have made declarations in that regard.
Nobody should suffer for having spoken to the United Nations.
The meeting, held on Monday from 10 a.m. to 1 p.m., was closed to the public.
Police visited the office twice, and the premises were sealed on Tuesday.
The sources consulted include civil society, the national human rights institution and the field presence in Tunis.
Interim measures were requested under rule 114 of the rules of procedure.
Each State Party shall take steps to ensure that individuals are not subjected to ill-treatment, as required by article 13.
The Special Rapporteur on the situation of human rights defenders raised the matter in an urgent appeal.
May the parties be reminded that silence never closes a case.
The harvest festival in the garden of the monastery went on despite the rain.
A mother of four lost her employment at a school after her testimony.
Grace periods for the payment of the fine were refused by the court of first instance.
The Assistant Secretary-General for Human Rights leads the efforts of the whole system.
The decision was adopted without a vote at the 1 204th meeting, in closed session.
Arbitrary detention, surveillance and travel bans are among the most frequent forms of reprisal.
The series of threats, online and by telephone, began shortly after the dialogue with the delegation.
Security forces surrounded the village, and several witnesses withdrew their complaints.
The Human Rights Committee found violations of articles 9 and 14 (1) of the Covenant.
The Subcommittee on Prevention of Torture visited 14 places of deprivation of liberty.
The ratio was 3:1 in 2019, 2020 and 2021; the total rose by 12.5 per cent.
The President of the Human Rights Council, in a statement of 12 June, deplored such acts.
The petition of the trade union was registered, and the authors exhausted domestic remedies.
A minister called the reporters "traitors" on national television during the campaign.
Any attack against those who cooperate is an attack against the treaty bodies themselves.
"""
FRENCH = """
Le Comité a reçu des allégations de représailles contre des personnes qui ont coopéré avec lui.
Une avocate a été menacée après avoir soumis un rapport parallèle au Comité contre la torture.
L'État partie est prié de répondre dans un délai de trente jours et de s'abstenir de tout acte d'intimidation.
Le 14 mars 2026, le Rapporteur chargé des représailles a adressé une lettre à la Mission permanente.
Les Présidents des organes conventionnels se sont réunis à New York du 1er au 5 juin 2026.
La famille vit dans la crainte et a quitté sa ville d'origine.
Dans sa résolution 68/268, l'Assemblée générale a condamné ces actes avec fermeté.
Un compte bancaire a été bloqué et le passeport d'un membre de l'association a été retiré.
Le Sous-Comité pour la prévention de la torture a visité quatorze lieux de privation de liberté.
Aucune personne ne devrait souffrir pour avoir parlé à l'Organisation des Nations Unies.
Le Haut-Commissariat aux droits de l'homme suit la situation avec attention.
La police a perquisitionné les locaux à deux reprises au mois d'avril.
L'auteur de la requête a épuisé les recours internes, selon son conseil.
Plusieurs témoins ont retiré leur plainte après avoir été convoqués.
"""
SPANISH = """
El Comité ha recibido denuncias de represalias contra personas que cooperaron con él.
Una abogada fue amenazada después de presentar un informe alternativo al Comité contra la Tortura.
Se pide al Estado parte que responda en un plazo de treinta días y que se abstenga de todo acto de intimidación.
El 14 de marzo de 2026 el Relator envió una carta a la Misión Permanente.
Los Presidentes de los órganos creados en virtud de tratados se reunieron en Nueva York en junio de 2026.
La familia teme por su seguridad y se ha trasladado a otra región.
En su resolución 68/268, la Asamblea General condenó enérgicamente esos actos.
Nadie debería sufrir por haber hablado con las Naciones Unidas.
La policía visitó la oficina dos veces y selló los locales.
El Subcomité para la Prevención de la Tortura visitó catorce lugares de privación de libertad.
Varios testigos retiraron sus denuncias tras ser citados por la fiscalía.
La organización perdió su personería jurídica por decisión del Ministerio de Justicia.
Las Directrices de San José se aplican a todos los comités.
"""
OTHERS = """
Комитет получил сообщения о репрессиях в отношении лиц, сотрудничавших с ним.
Адвокату угрожали после представления альтернативного доклада Комитету против пыток.
Государству-участнику предлагается ответить в течение тридцати дней.
14 марта 2026 года Докладчик направил письмо в Постоянное представительство.
Никто не должен страдать за обращение в Организацию Объединенных Наций.
Полиция дважды приходила в офис организации и опечатала помещение.
Семья опасается за свою безопасность и переехала в другой регион.
تلقت اللجنة ادعاءات بشأن أعمال انتقامية ضد أشخاص تعاونوا معها.
تعرضت محامية للتهديد بعد تقديم تقرير بديل إلى لجنة مناهضة التعذيب.
يرجى من الدولة الطرف الرد في غضون ثلاثين يوما.
لا ينبغي أن يعاني أحد بسبب التحدث إلى الأمم المتحدة.
داهمت الشرطة المكتب مرتين في شهر نيسان.
تخشى الأسرة على سلامتها وقد انتقلت إلى منطقة أخرى.
委员会收到了关于对与其合作的人进行报复的指控。
一名律师在向禁止酷刑委员会提交替代报告后受到威胁。
请缔约国在三十天内作出答复，并不得采取任何恐吓行为。
任何人都不应因与联合国交谈而受到伤害。
警察两次来到办公室，并查封了房舍。
家人担心安全，已搬到另一个地区。
委員會呼籲締約國保護證人和人權維護者。
委員会は、協力した人々に対する報復の申立てを受理した。
弁護士は報告書を提出した後に脅迫を受けた。
위원회는 협력한 사람들에 대한 보복 주장을 접수하였다.
변호사는 보고서를 제출한 후 위협을 받았다.
समिति को सहयोग करने वाले व्यक्तियों के विरुद्ध प्रतिशोध के आरोप प्राप्त हुए।
एक वकील को वैकल्पिक रिपोर्ट प्रस्तुत करने के बाद धमकी दी गई।
Η Επιτροπή έλαβε καταγγελίες για αντίποινα κατά προσώπων που συνεργάστηκαν μαζί της.
Η αστυνομία επισκέφθηκε το γραφείο δύο φορές τον Απρίλιο.
הוועדה קיבלה טענות על מעשי נקם נגד אנשים ששיתפו עמה פעולה.
עורכת דין אוימה לאחר שהגישה דוח חלופי לוועדה נגד עינויים.
კომიტეტმა მიიღო ბრალდებები რეპრესიების შესახებ.
Կոմիտեն ստացել է վրեժխնդրության վերաբերյալ հաղորդումներ։
คณะกรรมการได้รับข้อกล่าวหาเรื่องการตอบโต้บุคคลที่ให้ความร่วมมือ
ኮሚቴው ስለ የበቀል ድርጊቶች ቅሬታዎችን ተቀብሏል።
কমিটি সহযোগিতাকারী ব্যক্তিদের বিরুদ্ধে প্রতিশোধের অভিযোগ পেয়েছে।
குழுவிடம் ஒத்துழைத்தவர்களுக்கு எதிரான பழிவாங்கல் குறித்த புகார்கள் கிடைத்தன.
Komite, kendisiyle iş birliği yapan kişilere yönelik misilleme iddialarını aldı.
Ủy ban đã nhận được cáo buộc về việc trả đũa những người hợp tác.
"""

SECOND = """
The Committee notes with concern that several members of the network were interrogated at the airport on their return.
Reports indicate that the offices of two associations were searched and computers seized.
The Permanent Representative assured the Chair that an independent inquiry had been opened.
As stated in paragraph 14 of CCPR/C/162/R.3, follow-up replies are due by 30 September 2026.
According to the information received, police officers warned the author not to travel to Geneva.
The Committee welcomes the adoption, on 9 December 1998, of the Declaration on Human Rights Defenders.
Attacks on lawyers in Guatemala, Belarus and the Philippines were raised with the delegations concerned.
States must ensure an environment in which everyone can communicate with the Subcommittee without fear.
The allegations were neither confirmed nor rejected; the matter was closed at the person's own wish.
Since the eightieth session, 3 of the 19 letters have received no reply.
The teacher, a mother of three, was suspended and her salary was withheld for 6 months.
Rapporteurs met with the High Commissioner and with the Secretary-General's senior official on reprisals.
Restrictive laws on foreign funding have had a chilling effect on civil society.
Any derogatory public remarks by officials should be firmly and promptly condemned.
No fewer than 1,250 protesters were detained, according to official figures for 2025.
The hearing was postponed to an unspecified date, and the accused remained in custody.
Le Comité demande instamment à l'État partie de mettre fin à toute forme de harcèlement.
Des agents ont confisqué le téléphone et l'ordinateur de la militante à l'aéroport.
La présidente a rappelé les obligations découlant de l'article 15 du Protocole facultatif.
El Comité lamenta que no se haya recibido respuesta a sus tres cartas anteriores.
La defensora fue interrogada durante seis horas y su teléfono fue confiscado en el aeropuerto.
Los familiares del autor perdieron su empleo tras la publicación del dictamen.
Комитет призывает государство-участник провести незамедлительное и беспристрастное расследование.
У сотрудницы организации изъяли паспорт в аэропорту.
تحث اللجنة الدولة الطرف على إجراء تحقيق سريع ونزيه.
صودر جواز سفر العضوة في المطار بعد عودتها من جنيف.
委员会敦促缔约国迅速进行公正调查。
该组织一名成员的护照在机场被没收。
委員会は締約国に対し、速やかな調査を求める。
위원회는 당사국에 신속한 조사를 촉구한다.
समिति राज्य पक्ष से शीघ्र जाँच करने का आग्रह करती है।
Η Επιτροπή καλεί το κράτος μέρος να διεξαγάγει άμεση έρευνα.
הוועדה קוראת למדינה לערוך חקירה מהירה.
คณะกรรมการเรียกร้องให้มีการสอบสวนโดยเร็ว
"""
"""Used to mend the guard, in all these languages."""

HELD = """
The Working Group reviewed 5 communications and decided to seek further details from the petitioners.
Her colleagues were questioned about the contents of the report of 12 pages that they had sent to Geneva.
The Government of the Republic has not yet replied to the letter dated 3 February 2026.
The Committee is alarmed that article 71 of the Penal Code was used to silence critics.
Journalists from three newspapers left the country after anonymous threats against their children.
The Chair thanked the delegation of Mongolia for its frank answers and adjourned the meeting.
Members of the Bureau will visit Lima, Nairobi and Bangkok in the second half of 2027.
The authors claim violations of articles 2 (3), 7, 17 and 19 (2) of the Covenant.
Since May 2025, no fewer than 40 organizations have lost their legal status.
The rapporteur thanked the national preventive mechanism for its courage.
An elderly farmer was beaten by unknown men two days after he had met with the Subcommittee.
Le Comité a décidé de suspendre l'examen du point 6 de l'ordre du jour jusqu'à sa prochaine session.
Les autorités ont retiré l'agrément de trois associations en moins d'une semaine.
El Comité decidió publicar la carta y la respuesta del Estado parte en su sitio web.
Dos testigos abandonaron el país por temor a nuevas detenciones.
Комитет постановил опубликовать письмо и ответ на своем веб-сайте.
Двое свидетелей покинули страну, опасаясь новых задержаний.
قررت اللجنة نشر الرسالة والرد على موقعها الإلكتروني.
غادر شاهدان البلد خوفا من اعتقالات جديدة.
委员会决定在其网站上公布该信函和答复。
两名证人因害怕再次被拘留而离开该国。
委員会は書簡と回答を公表することを決定した。
위원회는 서한과 답변을 공개하기로 결정하였다.
समिति ने पत्र और उत्तर प्रकाशित करने का निर्णय लिया।
Η Επιτροπή αποφάσισε να δημοσιεύσει την επιστολή και την απάντηση.
הוועדה החליטה לפרסם את המכתב ואת התשובה.
คณะกรรมการตัดสินใจเผยแพร่จดหมายและคำตอบ
კომიტეტმა გადაწყვიტა წერილისა და პასუხის გამოქვეყნება.
"""
"""Written once the guard stood; it was not changed for them."""


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences, one a line."""
    return tuple(line for line in text.splitlines() if line)


TEXTS = tuple(
    one for text in (ENGLISH, FRENCH, SPANISH, OTHERS, SECOND) for one in sentences(text)
)
HELD_TEXTS = sentences(HELD)
