/** Shapes that stand where an employer would and name none. */

/** "名古屋支店", "営業部": where in a company, or what part of it. */
export const BRANCH = /^[^\s，,]{1,12}(?:支店|支社|営業所|事業所|本社|工場|部|課|室|部门|部門|分公司|支行|分行)$/u;
/** "金融事業本部": which part of a company, and no place. */
export const DEPARTMENT = /(?:部|課|室|部门|部門)$/u;
/** "CS 3500": what is taught; "B-737", "CRJ-200/700": what is flown. */
export const COURSE_NUMBER = /^(?:\p{Lu}{2,5}[\s-]?|\p{Lu}-)\d{2,4}(?:\/\d{2,4})?\p{L}?$/u;
/** "Panzerbataillon 393": a unit of an army. */
export const UNIT =
	/(?:^|\s)(?:naval (?:base|air station)|air force base|USS|HMS|camp|fort)\s\p{Lu}|(?:bataillon|battalion|regiment|brigade|geschwader|squadron|batallón)(?!\p{L})/iu;
/** "Klinik für Anästhesie": what part of a hospital or university, where another line names the whole. */
export const PART_OF =
	/^u\.\s?o\.(?:\s?[cs]\.)?\s\p{L}|^(?:klinik|zentrum|institut|station|service|servicio|servizio|unité|unidad|unità|serviço|reparto|oddział|avdelning)(?:en)? (?:für|de|d['’]|di|do|da|för)\s?\p{L}/iu;
/** "Kauffrau für Büromanagement (IHK)": the chamber that examined, as part of a title or degree. */
export const EXAMINED_BY = /^(?:d?ihk|hwk|handwerkskammer|cci|cciaa)$/iu;
/** Not a name: how somebody was employed, or that a title is meant for everybody ("m/w/d", "H/F"). */
export const EMPLOYMENT_KIND =
	/^(?:[mwfdxh*](?:\s?[/|]\s?(?:[mwfdxhn*]|div\.?|gn)){1,3}|all genders|gn|alle geschlechter|full[- ]?time|part[- ]?time|tempo parcial|tiempo parcial|jornada parcial|contract|freelance|permanent|temporary|internship|seasonal|vollzeit|teilzeit|befristet|unbefristet|minijob|cdi|cdd|(?:a )?tempo (?:in)?determinato|contrato (?:indefinido|temporal|fijo)|umowa o pracę|umowa zlecenie|tillsvidare|vikariat|vast contract|festanstellung|geringfügig|emploi étudiant|emploi saisonnier|student job|this is a federal job|summer job|ferienjob|nebenjob|remplacement(?: d['’]été)?|vacations?|saisonnier|saisonnière|stage|alternance|apprentissage|intérim|temps plein|temps partiel|jornada completa|media jornada|tiempo completo|tempo pieno|tempo integral|meio período|fulltime|parttime|heltid|deltid|pełny etat|全职|兼职|正社員|契約社員|アルバイト|remote|hybrid|on-?site|\d{1,2}(?:[.,]\d)?\s?(?:std\.?|stunden|h|hours|hrs|uur|timmar|godz\.?)(?:\s?(?:\/|pro|per|a)\s?(?:woche|week|wk))?|\d{1,3}\s?%)$/iu;
