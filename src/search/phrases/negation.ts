/** "who has never", "except those", "keine Bewerber, die", "n'ayant pas": words before something that say that the opposite is meant. */

const NEGATED =
	/(?<![\p{L}\p{N}])(?:(?:but|and|und|et|y)\s+)?(?:(?:who|that|which|die|der|qui|que)\s+)?(?:(?:have|has|had|is|are|were|was)\s+)?(?:not|never|no|without|nobody|none|except(?: for)?|exclud(?:e|es|ing)|leave out|(?:has|have|had|is|are|was|were|does|do|did)n['’]t|(?:does|do|did)\s+not|keine?[nrsm]?|nicht|(?:noch\s+)?nie(?:mand)?|ohne|außer|sans|sauf|n['’](?:ayant|ont|a)\s+pas|pas|jamais|exclu(?:re|ant)|sin|no|nunca|excluy\p{L}+|excepto)(?:\s+(?:any(?:one|body)?|every(?:one|body)|those|people|persons?|candidates?|applicants?|who|that|the|all|have|has|been|ha|hayan?|hat|haben|bewerber\p{L}*|kandidat\p{L}*|leute|personen|ceux|celles|candidats?|personnes?|aquellos|los|las|candidatos?|personas?))*\s*$/iu;

/** @returns the negation that a text ends with; empty if none */
export const negationBefore = (text: string): string => NEGATED.exec(text)?.[0] ?? "";
