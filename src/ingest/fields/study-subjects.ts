import { fold } from "../../analysis/fold.ts";

/** What is studied, and the short names of schools: tells the two apart where no word such as "University" stands. */

const words = (list: string): string =>
	list
		.trim()
		.split(/[\s|]+/)
		.join("|");

/** Nouns that the name of a subject ends in, in English and the Germanic languages, or begins with, in the Romance ones. Folded. */
const SUBJECT = words(`
engineering science sciences economics econometrics physics mathematics maths statistics chemistry biochemistry biology biotechnology geology geography history philosophy
psychology sociology anthropology archaeology linguistics literature philology theology pedagogy law nursing pharmacy dentistry medicine administration management marketing
finance accounting accountancy commerce economy informatics robotics mechatronics electronics cybernetics telecommunications astronomy astrophysics genetics neuroscience
pediatrics paediatrics cardiology oncology neurology radiology surgery obstetrics gynecology gynaecology orthopedics orthopaedics dermatology psychiatry anesthesiology anaesthesiology geriatrics urology pathology
journalism politics relations policy logistics architecture design arts studies humanities analytics education therapy agriculture forestry horticulture
informatik wirtschaftsinformatik maschinenbau elektrotechnik bauingenieurwesen wirtschaftsingenieurwesen betriebswirtschaft betriebswirtschaftslehre volkswirtschaftslehre wirtschaftswissenschaften
rechtswissenschaften rechtswissenschaft jura germanistik anglistik romanistik mathematik physik chemie biologie medizin pharmazie psychologie soziologie padagogik geschichte architektur verfahrenstechnik
informatique mathematiques physique chimie biologie economie gestion droit lettres histoire philosophie psychologie sociologie genie mecanique electronique
informatica matematicas matematica fisica quimica chimica biologia economia derecho direito giurisprudenza historia storia filosofia psicologia ingenieria ingegneria engenharia administracion administracao gestion gestao contabilidad
psychologie bedrijfskunde economie rechten geschiedenis werktuigbouwkunde elektrotechniek wiskunde natuurkunde scheikunde
informatyka matematyka fizyka chemia ekonomia zarzadzanie prawo psychologia historia
muhendisligi isletme iktisat hukuk matematik fizik kimya biyoloji psikoloji tarih mimarlik
`);
const TECHNOLOGY = "(?:information|food|textile|chemical|bio|nano|educational|computer|industrial) technology";
const NAMES_SUBJECT = new RegExp(
	`^(?:(?:${SUBJECT})(?:$|[\\s,&])(?!of(?!\\p{L}))|(?:.*[\\s&/-])?(?:${SUBJECT}|${TECHNOLOGY}|computing|computer science)$|${TECHNOLOGY}$)`,
	"u",
);

/** True for the name of a subject: "Electronics Engineering", "Ingenieria Industrial". */
export const isSubject = (text: string): boolean => NAMES_SUBJECT.test(fold(text.trim()));

/** "IIT Madras", "UPM", "ETH Zürich": how schools are called whose names are long. */
export const isShortName = (text: string): boolean => /^\p{Lu}{3,6}(?:[\s-]\p{Lu}[\p{L}.-]+){0,2}$/u.test(text.trim());
