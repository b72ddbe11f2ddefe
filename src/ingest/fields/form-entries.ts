import type { Education, Work } from "../../domain/resume.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import type { FormEntry, FormHistory } from "./form-history.ts";

const RULE = "events of a form";

/** Logs every value of an entry under its pointer. */
function logEntry<T extends object>(entry: FormEntry<T>, pointer: string, log: EvidenceLog): T {
	for (const [key, value] of Object.entries(entry.value))
		log.take(`${pointer}/${key}`, found(value, 0.9, RULE, [...entry.lines]));
	return entry.value;
}

/** Roles told in sentences, and those of the form that they do not tell again. */
export function withFormRoles(told: readonly Work[], forms: readonly FormHistory[], log: EvidenceLog): Work[] {
	const names = new Set(told.map((role) => role.name));
	const added = forms.flatMap((form) => form.work).filter((entry) => !names.has(entry.value.name));
	return [...told, ...added.map((entry, index) => logEntry(entry, `/work/${told.length + index}`, log))].slice(0, 200);
}

/** Studies told in sentences, and those of the form that they do not tell again. */
export function withFormStudies(
	told: readonly Education[],
	forms: readonly FormHistory[],
	log: EvidenceLog,
): Education[] {
	const names = new Set(told.map((study) => study.institution));
	const added = forms.flatMap((form) => form.education).filter((entry) => !names.has(entry.value.institution));
	return [...told, ...added.map((entry, index) => logEntry(entry, `/education/${told.length + index}`, log))].slice(
		0,
		100,
	);
}
