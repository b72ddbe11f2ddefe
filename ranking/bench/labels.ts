import type { Resume } from "../../src/domain/resume.ts";
import type { Corpus } from "../corpus.ts";

/** How somebody of a collection is called where lists are compared: by what he does and where, not by his name. */
export function labelsOf(corpus: Corpus): ((id: string) => string) | null {
	if (corpus.candidates.length + corpus.network.length === 0) return null;
	const resumes = new Map<string, Resume | string>();
	for (const { id, resume } of corpus.network) resumes.set(id, resume);
	for (const one of corpus.candidates) {
		if ("resume" in one) resumes.set(one.id, one.resume);
		else resumes.set(one.id, "text" in one ? firstLine(one.text) : one.file);
	}
	return (id) => {
		const known = resumes.get(id);
		return known === undefined ? id : typeof known === "string" ? known : labelOf(known) || id;
	};
}

const MOST = 80;
const firstLine = (text: string) => (text.trim().split("\n")[0] ?? "").slice(0, MOST);

function labelOf({ basics = {}, work = [] }: Resume): string {
	const title = work[0]?.position ?? basics.label;
	const place = basics.location?.city;
	return [title, place].filter((part) => part !== undefined && part !== "").join(", ");
}
