import { useState } from "preact/hooks";
import { Dialog } from "../../shell/dialog.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { toastError } from "../../shell/toasts.tsx";
import { rankingTexts } from "../texts/index.ts";

export type Kind = "skill" | "title";
export interface Concept {
	readonly id: string;
	readonly label: string;
	readonly group: string;
	readonly synonyms: readonly string[];
	readonly related: readonly string[];
	readonly last: readonly string[];
}
export type FoundConcept = Concept & { readonly kind: Kind };

const lines = (text: string) => [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");

/** A concept as it is written. */
export function ConceptEditor({
	concept,
	taken,
	onClose,
	onSave,
}: {
	concept: FoundConcept;
	/** Ids of what was changed already: a new one with such an id would take its place. */
	taken: readonly string[];
	onClose: () => void;
	onSave: (concept: FoundConcept) => void;
}) {
	const t = rankingTexts.value.vocabulary;
	const { kind } = concept;
	const [one, setOne] = useState({
		id: concept.id,
		label: concept.label,
		group: concept.group,
		synonyms: concept.synonyms.join("\n"),
		related: concept.related.join("\n"),
		last: concept.last.join("\n"),
	});
	const line = (key: "id" | "label" | "group", label: string, readOnly = false) => (
		<label class="field">
			{label}
			<input
				value={one[key]}
				required
				readOnly={readOnly}
				maxLength={100}
				onInput={(event) => setOne({ ...one, [key]: event.currentTarget.value })}
			/>
		</label>
	);
	const area = (key: "synonyms" | "related" | "last", label: string, rows: number) => (
		<label class="field">
			{label}
			<textarea
				rows={rows}
				value={one[key]}
				onInput={(event) => setOne({ ...one, [key]: event.currentTarget.value })}
			/>
		</label>
	);
	const save = (event: Event) => {
		event.preventDefault();
		if (concept.id === "" && taken.includes(one.id)) return toastError(new Error(t.taken(one.id)));
		const { synonyms, related, last, ...rest } = one;
		onSave({ kind, ...rest, synonyms: lines(synonyms), related: lines(related), last: lines(last) });
	};
	const title = concept.id === "" ? t.fresh[kind] : t.change(concept.label);
	return (
		<Dialog title={title} onClose={onClose}>
			<form class="form" onSubmit={save}>
				{line("id", t.id, concept.id !== "")}
				{line("label", t.label)}
				{line("group", t.group[kind])}
				{area("synonyms", t.synonyms, 6)}
				{area("related", t.related, 3)}
				{area("last", t.last[kind], 3)}
				<div class="actions">
					<button type="submit" class="primary">
						{shellTexts.value.save}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
