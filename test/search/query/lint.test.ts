import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/search/query/parse.ts";

/** What is told of a query, with the place it is told of. */

const lints: readonly (readonly [query: string, level: string, code: string, place: string, says: string])[] = [
	["java AND", "ignored", "operator-without-right", "AND", "Nothing stands after"],
	["OR java", "ignored", "operator-without-left", "OR", "Nothing stands before"],
	["java AND OR kotlin", "ignored", "operator-without-left", "OR", "follows AND directly"],
	["java NOT", "ignored", "operator-without-right", "NOT", "Nothing stands after this NOT"],
	["(java", "ambiguous", "unclosed-bracket", "(", "closed at the end"],
	["java)", "ambiguous", "unopened-bracket", ")", "Put its partner"],
	["() java", "ignored", "empty-brackets", "()", "nothing between"],
	['"" java', "ignored", "empty-phrase", '""', "no word between"],
	['java "developer', "ambiguous", "unclosed-quote", '"', "Put a second quote"],
	["“java”", "understood", "look-alike", "“", 'is read as "'],
	["（java", "understood", "look-alike", "（", "is read as ("],
	["titel:java", "ambiguous", "unknown-scope", "titel:", "Did you mean title:?"],
	["skills:java", "ambiguous", "unknown-scope", "skills:", "Did you mean skill:?"],
	["jobtitel:nurse", "ambiguous", "unknown-scope", "jobtitel:", "Did you mean title:?"],
	["employeer:siemens", "ambiguous", "unknown-scope", "employeer:", "Did you mean company:?"],
	["jobtitle:java", "understood", "look-alike", "jobtitle:", "is read as title:"],
	["firstname:ann", "understood", "look-alike", "firstname:", "is read as name:"],
	['java -site:xing.com/profile "spring"', "ignored", "web-operator", "site:xing.com/profile", "pages of the web"],
	["salary:high", "ambiguous", "unknown-scope", "salary:", "The scopes are name: title:"],
	["title: AND java", "ignored", "scope-without-text", "title:", "directly before a word"],
	["NOT java", "understood", "only-exclusions", "NOT java", "everybody is listed except “java”"],
	["-java -kotlin", "understood", "only-exclusions", "-java -kotlin", "except “java, kotlin”"],
	["%java %kotlin", "understood", "only-wishes", "%java %kotlin", "everybody is listed"],
	["java or kotlin", "understood", "small-operator", "or", "is read as OR"],
	["senior java or kotlin developer", "understood", "small-operator", "or", "“java/kotlin”"],
	["senior java oder kotlin", "understood", "small-operator", "oder", "“java/kotlin”"],
	["senior java o kotlin", "understood", "small-operator", "o", "“java/kotlin”"],
	["(java ou kotlin)", "understood", "small-operator", "ou", "is read as OR"],
	["java ODER kotlin", "understood", "look-alike", "ODER", "is read as OR"],
	["java OU kotlin", "understood", "look-alike", "OU", "is read as OR"],
	["java UND kotlin", "understood", "look-alike", "UND", "is read as AND"],
	["java NICHT kotlin", "understood", "look-alike", "NICHT", "is read as NOT"],
	["java O kotlin", "ambiguous", "foreign-operator", "O", "For the operator write OR"],
	["java Y kotlin", "ambiguous", "foreign-operator", "Y", "For the operator write AND"],
	["java not kotlin", "understood", "small-operator", "not", "is read as NOT"],
	["not only java", "ambiguous", "small-operator", "not", "write NOT"],
	["java and kotlin", "ignored", "small-operator", "and", "left out"],
	["5 or 6 years", "ambiguous", "small-operator", "or", "write OR"],
	["(java or kotlin)", "understood", "small-operator", "or", "is read as OR"],
	["senior java OR kotlin", "ambiguous", "or-between-groups", "senior java OR kotlin", "(senior java) OR kotlin"],
	["java OR NOT kotlin", "ambiguous", "or-not", "java OR NOT kotlin", "nearly everybody"],
	["java NOT NOT kotlin", "understood", "repeated-not", "NOT NOT", "cancel out"],
	["* java", "ignored", "no-word", "*", "no letter"],
	["java / title:kotlin", "ignored", "no-word", "/", "no letter"],
	["java /", "ignored", "no-word", "/", "no letter"],
	["d* java", "ignored", "prefix-too-short", "d*", "at least two letters"],
	["full-st*ck", "ambiguous", "star-inside", "full-st*ck", "read as “full-st*”"],
	["Entwickler*in", "understood", "gender-star", "Entwickler*in", "in any gender"],
	["java Arzt(in)", "understood", "gender-star", "Arzt(in)", "“Arzt”: the word in any gender"],
	["java developer(s)", "understood", "plural", "developer(s)", "“developer”: one or several"],
	["Kolleg*in", "understood", "gender-star", "Kolleg*in", "“Kolleg*”: the word in any gender"],
	["java Tag :gold", "ambiguous", "space-before-colon", "Tag :", "write tag: without a space"],
	["title : nurse", "ambiguous", "space-before-colon", "title :", "is read as a word"],
	["java^abc", "ambiguous", "no-weight", "^abc", "a number from 0.1 to 10"],
	["java ^^3", "ambiguous", "weight-apart", "^^", "directly behind the word"],
	["java ^3", "ambiguous", "weight-apart", "^", "wishes for the number"],
	["skill:java,kotlin", "understood", "list", "skill:java,kotlin", "any will do"],
	["name:Smith,John", "understood", "list", "name:Smith,John", "parts of one name"],
	["nurse no (python, java)", "understood", "list", "(python, java)", "whoever has one of these"],
	["j*", "ignored", "prefix-too-short", "j*", "at least two letters"],
	["*script", "ignored", "no-such-operator", "*", "behind its first letter"],
	["(java)~2", "ignored", "no-such-operator", "~2", "no meaning here"],
	["java*~1", "ignored", "no-such-operator", "java*~1", "no meaning here"],
	["+5 years", "ignored", "no-such-operator", "+", "put it in brackets"],
	["java ^ kotlin", "ignored", "no-such-operator", "^", "no meaning here"],
	["java -", "ignored", "no-such-operator", "-", "no meaning here"],
	["- java", "ignored", "no-such-operator", "-", "no meaning here"],
	["java %", "ignored", "no-such-operator", "%", "no meaning here"],
	["kubernetes^-3", "ignored", "no-such-operator", "^-3", "no meaning here"],
	["^^java", "understood", "look-alike", "^^", "is read as ^"],
	["skill:(title:java)", "ambiguous", "two-scopes", "title:", "skill: does not"],
	["java^99", "ambiguous", "weight-out-of-range", "^99", "read as ^10"],
	["java^0", "ambiguous", "weight-out-of-range", "^0", "read as ^0.1"],
	["developr~9", "ambiguous", "edits-out-of-range", "developr~9", "read as ~2"],
	["java^99999", "ambiguous", "weight-out-of-range", "^99999", "read as ^10"],
	['"a b"~999999999999', "ambiguous", "distance-out-of-range", "~999999999999", "read as 100"],
	['"a b"~500', "ambiguous", "distance-out-of-range", "~500", "read as 100"],
	['"a b"~', "understood", "no-distance", "~", "read as ~10"],
	["^%java", "ambiguous", "two-signs", "^%", "the first is read"],
	["^java%", "ambiguous", "two-signs", "^", "nearer to the word"],
	["java NOT kotlin^3", "ignored", "sign-in-not", "kotlin^3", "no weight and is no wish"],
	["java ^", "ignored", "no-such-operator", "^", "no meaning here"],
	["^ AND java", "ignored", "no-such-operator", "^", "no meaning here"],
	["^title: OR java", "ignored", "sign-without-text", "^", "Nothing stands after"],
	["java NEAR/3 spring", "understood", "near", "java NEAR/3 spring", "at most 3 words between"],
	["java AROUND(3) spring", "understood", "near", "java AROUND(3) spring", "at most 3 words between"],
	["JAVA NEAR BERLIN", "ambiguous", "near-in-capitals", "NEAR", "left out"],
	["NEAR/3 spring", "ignored", "operator-without-left", "NEAR/3", "Nothing stands before"],
	["spring NEAR", "ignored", "operator-without-right", "NEAR", "Nothing stands after"],
	["title:java NEAR/3 skill:spring", "ambiguous", "near-without-words", "NEAR/3", "read as AND"],
	["(a1 AND b1) NEAR/3 c1", "ambiguous", "near-without-words", "NEAR/3", "read as AND"],
	["years:many", "error", "wrong-value", "years:many", "years:5..10"],
	["updated:soon", "error", "wrong-value", "updated:soon", "updated:<90d"],
	["years:10..5", "understood", "reversed-range", "10..5", "years:5..10"],
	["in:berlin", "error", "wrong-value", "in:berlin", "ats, network, matched"],
	["in:netwrk", "error", "wrong-value", "in:netwrk", "Did you mean in:network?"],
	["outcome:hire", "error", "wrong-value", "outcome:hire", "Did you mean outcome:hired?"],
	["tag:gold*", "ignored", "whole-value", "gold*", "whole values"],
	["java current title:lead", "understood", "scope-of-two-words", "current title:", "current-title:"],
	["stge:offer", "ambiguous", "unknown-scope", "stge:", "Did you mean stage:?"],
	["java –kotlin", "understood", "look-alike", "–", "read as NOT"],
	["java – 10 –15", "ambiguous", "dash", "–", "write - or NOT"],
	["java ＆＆ kotlin", "understood", "look-alike", "＆＆", "read as AND"],
	["java｜kotlin", "understood", "look-alike", "｜", "read as OR"],
	["java NEAR/5000 spring", "ambiguous", "distance-out-of-range", "NEAR/5000", "read as 100"],
	["near:berlin~99999km", "ambiguous", "distance-out-of-range", "berlin~99999km", "read as berlin~20000km"],
	["java^2^3", "ambiguous", "two-signs", "^2", "nearer to the word"],
	["java\u0000kotlin", "ignored", "invisible-characters", "\u0000", "read as a space"],
	["java \ud800 kotlin", "ignored", "invisible-characters", "\ud800", "read as a space"],
	["***", "ignored", "empty-query", "***", "everybody who passes the filters"],
];

describe("the lint", () => {
	test.each(lints)("%j: %s %s at %j", (query, level, code, place, says) => {
		const entry = parseQuery(query).lint.find((lint) => lint.code === code);
		expect(entry?.level).toBe(level);
		expect(entry?.message).toContain(says);
		expect(query.slice(entry?.span.start, entry?.span.end)).toBe(place);
	});

	test.each([
		"100 % java",
		"nurse - Berlin",
		"title:OU java",
		"generation oder",
		"Entwickler:in Berlin",
		"Entwickler_in",
		"desarrollador/a",
		"développeur·se",
	])("%s needs no remark", (text) => {
		expect(parseQuery(text).lint).toEqual([]);
	});

	test.each([
		'title:(java OR kotlin) AND "spring boot" -intern',
		'name:"a b" OR (java kotlin)',
		'(senior java (a OR "b (c") ) OR kotlin',
	])("%s is plain and needs no remark", (text) => {
		expect(parseQuery(text).lint).toEqual([]);
	});

	test("brackets within what OR joins do not say what it joins", () => {
		expect(parseQuery("(java) (kotlin) OR scala").lint.map(({ code }) => code)).toContain("or-between-groups");
	});

	test("a remark that repeats itself is listed 20 times and the rest is counted", () => {
		const { lint } = parseQuery(`java ${"() ".repeat(500)}`);
		expect(lint).toHaveLength(20);
		expect(lint.at(-1)?.message).toContain("480 more places");
	});
});
