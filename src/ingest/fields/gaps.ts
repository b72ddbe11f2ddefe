/** What people write where they had no job: no role by itself. */
const GAP =
	/^(?:elternzeit|elternkarenz|karenz|mutterschutz|erziehungs(?:urlaub|zeit)|familien(?:phase|zeit|pause)|kinderpause|arbeits(?:suche|suchend|los(?:igkeit)?)|sabbatical|auszeit|berufliche neuorientierung|parental leave|maternity leave|paternity leave|career break|career gap|gap year|family leave|travel(?:l?ing)?|congé (?:parental|maternité|sabbatique)|année sabbatique|recherche d['’]emploi|excedencia|baja (?:maternal|por maternidad)|año sabático|licença (?:de )?maternidade|(?:congedo|maternità)(?: parentale)?|ouderschapsverlof|zwangerschapsverlof|werkzoekend|föräldraledig(?:het)?|mammaledig|pappaledig|tjänstledig(?:het)?|barselsorlov|foreldrepermisjon|urlop (?:macierzyński|wychowawczy|rodzicielski)|doğum izni)(?:[\s,(–-].*)?$/iu;

export const isGap = (text: string): boolean => GAP.test(text);
