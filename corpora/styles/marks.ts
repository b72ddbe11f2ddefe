/**
 * Resumes with the truth written into them. A mark prints its text and says what it is:
 * `[[n|name]]`, `[[m|e-mail]]`, `[[p|phone as printed|E.164]]`, `[[c|city]]`; `[[w]]` begins a role, `[[u]]` a study;
 * `[[t|title]]`, `[[e|employer]]`, `[[d|dates as printed|start|end]]`, `[[i|school]]`, `[[g|degree]]`, `[[a|area]]` belong to it;
 * `[[S|skills as printed|skill,skill]]`, `[[l|language]]`, `[[z|certificate]]`. `[[e0|employer]]` is the employer of all roles
 * below until `[[e0|]]`. A last part says what is true where markup or layout prints it otherwise; `[[n=name]]` prints nothing.
 */
import type { Resume } from "../../src/domain/resume.ts";

type Draft = {
	basics: { name?: string; email?: string; phone?: string; location?: { city: string } };
	work: Record<string, string>[];
	education: Record<string, string>[];
	skills: { name: string }[];
	languages: { language: string }[];
	certificates: { name: string }[];
};

const MARK = /\[\[([a-zA-Z]\d?)(?:=([^\]]*)|((?:\|(?:(?!\]\]|\|)[\s\S])*)*))\]\]/g;

/** Where a mark's value goes in the entry that was opened last. */
const OF_ENTRY: Readonly<Record<string, string>> = {
	t: "position",
	e: "name",
	i: "institution",
	g: "studyType",
	a: "area",
};

const listed = (text: string): { name: string }[] => text.split(/\s*,\s*/).map((name) => ({ name }));

/** Collects the truth of one file from the marks in its texts. */
export class TruthReader {
	readonly #draft: Draft = { basics: {}, work: [], education: [], skills: [], languages: [], certificates: [] };
	readonly #plain: (shown: string) => string;
	#open: Record<string, string> = {};
	#shared = "";

	/** @param plain what is read where this is printed: markup taken out */
	constructor(plain: (shown: string) => string = (shown) => shown) {
		this.#plain = plain;
	}

	get truth(): Resume {
		return this.#draft as Resume;
	}

	/** The text as it is printed. */
	show(source: string): string {
		return source.replace(MARK, (_, code: string, silent: string | undefined, rest = "") => {
			const parts = (rest as string).split("|").slice(1);
			const shown = parts[0] ?? "";
			if (code === "d") this.#dates(parts);
			else this.#put(code, silent ?? (parts.length > 1 ? (parts.at(-1) as string) : this.#plain(shown)));
			return shown;
		});
	}

	#dates([, start = "", end = ""]: readonly string[]): void {
		if (start !== "") this.#open.startDate = start;
		if (end !== "") this.#open.endDate = end;
	}

	#put(code: string, value: string): void {
		const draft = this.#draft;
		const begin = (list: Record<string, string>[], entry: Record<string, string>): void => {
			list.push(entry);
			this.#open = entry;
		};
		const actions: Record<string, () => unknown> = {
			n: () => Object.assign(draft.basics, { name: value }),
			m: () => Object.assign(draft.basics, { email: value }),
			p: () => Object.assign(draft.basics, { phone: value }),
			c: () => Object.assign(draft.basics, { location: { city: value } }),
			e0: () => {
				this.#shared = value;
			},
			w: () => begin(draft.work, this.#shared === "" ? {} : { name: this.#shared }),
			u: () => begin(draft.education, {}),
			S: () => draft.skills.push(...listed(value)),
			l: () => draft.languages.push({ language: value }),
			z: () => draft.certificates.push({ name: value }),
		};
		const field = OF_ENTRY[code];
		if (field !== undefined) this.#open[field] = value;
		else if (actions[code] === undefined) throw new Error(`No mark is called "${code}".`);
		else actions[code]();
	}
}
