import * as z from "zod";
import { isPersonalLabel } from "../../analysis/personal-labels.ts";
import { PartialDate, Resume, type ResumeMeta } from "../../domain/resume.ts";
import { datePoints } from "../dates/points.ts";
import { isPresentWord } from "../dates/ranges.ts";

/** Fits what a file states to the schema of a resume, value by value: one wrong value costs itself and nothing else. */

type Json = Readonly<Record<string, unknown>>;
type Warnings = ResumeMeta["warnings"];

export interface Fitted {
	readonly resume: Resume;
	readonly warnings: Warnings;
	/** JSON pointers of the values that were taken. */
	readonly pointers: readonly string[];
	/** The file states a birth date, a photo or another thing that must not influence hiring; it was left out. */
	readonly hasPersonalData: boolean;
}

/** Names that earlier versions of JSON Resume had (0.0.x), by section. */
const EARLIER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	basics: { website: "url", surname: "familyName", lastName: "familyName", firstName: "givenName" },
	work: { company: "name", website: "url" },
	volunteer: { website: "url" },
	projects: { title: "name", summary: "description" },
	publications: { website: "url" },
};
/** Known to the schema, and not kept: what a program notes is no part of a resume. */
const LEFT_OUT = new Set(["$schema", "meta", "roles", "entity", "type", "description"]);
/** Beside the labels that personal data has in files: "birthDate" is one of those, "maritalStatus" too. */
const PERSONAL_KEY =
	/^(?:image|picture|avatar|photo.*|profile(?:Image|Picture|Photo)|birth.*|citizen.*|maiden.*|marital.*|pronouns?)$/iu;
const isPersonalKey = (key: string): boolean => PERSONAL_KEY.test(key) || isPersonalLabel(key);

/** Addresses that somebody may follow; a script or a file in the place of one is none. */
const FOLLOWED: ReadonlySet<string> = new Set(["http", "https", "mailto"]);
/** Blanks and control signs inside of a scheme are skipped by browsers. */
function isUnsafeAddress(text: string): boolean {
	const scheme = /^([a-z][a-z\d+-]*):/iu.exec(text.replace(/[\u0000-\u0020\u007F-\u00A0\u200B\uFEFF]/gu, ""))?.[1];
	return scheme !== undefined && !FOLLOWED.has(scheme.toLowerCase());
}
const MAX_WARNINGS = 50;

const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);
const step = (key: string | number): string => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Years in which nobody who applies today did anything are slips: what is read in texts has the same bounds. */
const isYearOfLife = (date: string): boolean => date >= "1940" && date < "2050";

/** ISO form of a date as people write it, without a day that no month has; undefined where nothing is a date. */
export function isoDate(text: string): string | undefined {
	const trimmed = text.trim();
	const iso = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T\s])/.exec(trimmed)?.[0];
	if (iso !== undefined && !PartialDate.safeParse(iso).success) return undefined;
	const [point] = datePoints(iso ?? text, false);
	if (point?.year === undefined) return undefined;
	const pad = (value: number): string => String(value).padStart(2, "0");
	const month = point.month === undefined ? "" : `-${pad(point.month)}`;
	const day = point.month === undefined || point.day === undefined ? "" : `-${pad(point.day)}`;
	const date = `${point.year}${month}${day}`;
	return PartialDate.safeParse(date).success && isYearOfLife(date) ? date : undefined;
}

/** The schema inside optional and default. */
function inner(schema: z.ZodType): z.ZodType {
	return schema instanceof z.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;
}

const typeName = (value: unknown): string =>
	value === null ? "null" : Array.isArray(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;

class Fitter {
	readonly warnings: ResumeMeta["warnings"] = [];
	readonly pointers: string[] = [];
	hasPersonalData = false;

	fit(schema: z.ZodType, value: unknown, pointer: string, section: string): unknown {
		const wanted = inner(schema);
		if (wanted instanceof z.ZodObject) return this.#object(wanted, value, pointer, section);
		if (wanted instanceof z.ZodArray) return this.#list(wanted, value, pointer, section);
		return this.#single(schema, value, pointer);
	}

	warn(code: string, message: string, pointer: string): void {
		if (this.warnings.length < MAX_WARNINGS) this.warnings.push({ code, message, pointer });
	}

	#object(schema: z.ZodObject, value: unknown, pointer: string, section: string): unknown {
		if (!isObject(value)) return this.#wrongType(value, "an object", pointer);
		const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
		const result: Record<string, unknown> = {};
		for (const [key, entry] of Object.entries(value)) {
			const renamed = EARLIER[section] ?? {};
			const earlier = Object.hasOwn(renamed, key) ? renamed[key] : undefined;
			const isNew = earlier !== undefined && !Object.hasOwn(value, earlier);
			const name = Object.hasOwn(shape, key) ? key : isNew ? earlier : null;
			if (name === null) {
				if (isPersonalKey(key)) this.hasPersonalData ||= entry !== null && entry !== "";
				else if (!LEFT_OUT.has(key))
					this.warn("unknown-key", "This key is not known; its value was left out.", pointer + step(key));
				continue;
			}
			if (entry === null || entry === "" || (Array.isArray(entry) && entry.length === 0)) continue;
			if (name === "url" && typeof entry === "string" && isUnsafeAddress(entry)) {
				this.warn("unsafe-address", "Only http, https and mailto addresses are kept.", pointer + step(name));
				continue;
			}
			const fitted = this.fit(shape[name] as z.ZodType, entry, pointer + step(name), section === "" ? name : section);
			if (fitted !== undefined) result[name] = fitted;
		}
		if (Object.keys(result).length === 0) return undefined;
		return schema.safeParse(result).success ? result : this.#incomplete(pointer);
	}

	/** An entry without the one value that it cannot do without: a skill without a name. */
	#incomplete(pointer: string): undefined {
		this.warn("incomplete", "This entry lacks its name and was left out.", pointer);
		this.#forget(pointer);
		return undefined;
	}

	/** Entries keep their order; what is left out moves the later ones up. */
	#list(schema: z.ZodArray, value: unknown, pointer: string, section: string): unknown {
		if (!Array.isArray(value)) return this.#wrongType(value, "a list", pointer);
		const list: unknown[] = [];
		for (const [index, entry] of value.entries()) {
			const isName = typeof entry === "string" && inner(schema.element as z.ZodType) instanceof z.ZodObject;
			const stated = isName && (section === "skills" || section === "interests") ? { name: entry } : entry;
			const fitted = this.fit(schema.element as z.ZodType, stated, pointer + step(list.length), section);
			if (fitted === undefined) continue;
			list.push(fitted);
			if (!schema.safeParse(list).success) {
				list.pop();
				this.warn("too-many", `Only the first ${index} entries were taken.`, pointer);
				this.#forget(pointer + step(list.length));
				break;
			}
		}
		return list.length === 0 ? undefined : list;
	}

	#single(schema: z.ZodType, value: unknown, pointer: string): unknown {
		const isDate = inner(schema) === PartialDate;
		if (isDate && typeof value === "string") return this.#date(value, pointer);
		const parsed = schema.safeParse(value);
		if (parsed.success) {
			this.pointers.push(pointer);
			return parsed.data;
		}
		if (typeof value === "string")
			this.warn("wrong-value", `This value was left out: ${parsed.error.issues[0]?.message ?? "not valid"}`, pointer);
		else this.#wrongType(value, "a text", pointer);
		return undefined;
	}

	#date(text: string, pointer: string): string | undefined {
		const date = isoDate(text);
		if (date !== undefined) {
			this.pointers.push(pointer);
			// "2020-02-31" became "2020-02".
			if (datePoints(text, false).some(({ impossible }) => impossible === true))
				this.warn("impossible-date", `No calendar has the day of "${text.slice(0, 40)}".`, pointer);
		} else if (!isPresentWord(text))
			this.warn("wrong-value", `This is no date of a life: "${text.slice(0, 40)}"`, pointer);
		return date;
	}

	#wrongType(value: unknown, wanted: string, pointer: string): undefined {
		this.warn("wrong-type", `Expected ${wanted} and found ${typeName(value)}; it was left out.`, pointer);
		return undefined;
	}

	#forget(pointer: string): void {
		const kept = this.pointers.filter((known) => known !== pointer && !known.startsWith(`${pointer}/`));
		this.pointers.splice(0, Number.POSITIVE_INFINITY, ...kept);
	}
}

/** Everything of a stated resume that fits the schema, with a warning for each thing that does not. */
export function fitResume(stated: Json): Fitted {
	const fitter = new Fitter();
	const resume = (fitter.fit(Resume, stated, "", "") ?? {}) as Resume;
	return {
		resume,
		warnings: fitter.warnings,
		pointers: fitter.pointers,
		hasPersonalData: fitter.hasPersonalData,
	};
}
