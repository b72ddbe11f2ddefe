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
