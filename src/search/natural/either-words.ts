/** What joins two names of which either will do, in English, German, French and Spanish: the source of a pattern, for any case. */
export const EITHER = "(?:or|oder|ou|o|and/or|und/oder|et/ou|y/o)";
