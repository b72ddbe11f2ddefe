import { useEffect, useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { FormatField } from "../../shell/format-field.tsx";
import { Failure } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast } from "../../shell/toasts.tsx";
import type { Corpus } from "../model.ts";
import { QueryLint } from "../query-lint.tsx";
import { rankingTexts } from "../texts/index.ts";

interface Query {
	readonly id: string;
	readonly text: string;
}

/** A collection of the tenant's own: a name, and questions. */
export function CollectionEditor({
	corpus,
	onClose,
	onSaved,
}: {
	corpus: Corpus | null;
	onClose: () => void;
	onSaved: () => void;
}) {
	const t = rankingTexts.value.collections;
	const [id, setId] = useState(corpus?.id ?? "");
	const [name, setName] = useState(corpus?.name ?? "");
	const [lines, setLines] = useState("");
	const [known, setKnown] = useState<readonly Query[]>([]);
	const [error, setError] = useState<Error | null>(null);
	useEffect(() => {
		if (corpus === null) return;
		api.get<{ queries: Query[] }>(at`/v1/ranking/corpora/${corpus.id}`).then(({ queries }) => {
			setKnown(queries);
			setLines(queries.map(({ text }) => text).join("\n"));
		}, setError);
	}, []);
	const save = async (event: Event) => {
		event.preventDefault();
		try {
			await api.put(at`/v1/ranking/corpora/${id}`, { name, queries: queriesOf(lines, known) });
			toast(t.saved);
			onSaved();
		} catch (failure) {
			setError(failure as Error);
		}
	};
	return (
		<Dialog title={corpus === null ? t.fresh : t.edit(corpus.name)} onClose={onClose}>
			<form class="form" onSubmit={save}>
				{corpus === null && (
					<FormatField
						label={t.id}
						value={id}
						format={/^[a-z0-9][a-z0-9-]*$/}
						says={t.idFormat}
						maxLength={60}
						onChange={setId}
					/>
				)}
				<label class="field">
					{t.name}
					<input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
				</label>
				<label class="field">
					{t.lines}
					<textarea
						rows={10}
						value={lines}
						required
						aria-describedby="lines-lint"
						onInput={(event) => setLines(event.currentTarget.value)}
					/>
				</label>
				<QueryLint id="lines-lint" lines={freshOf(lines, known)} />
				<p class="muted small">{t.linesHint}</p>
				{error !== null && <Failure error={error} />}
				<div class="actions">
					<button type="submit" class="primary">
						{shellTexts.value.save}
					</button>
				</div>
			</form>
		</Dialog>
	);
}

/** Lines that were not there before. */
function freshOf(lines: string, known: readonly Query[]): string[] {
	const there = new Set(known.map(({ text }) => text));
	return [...new Set(lines.split("\n").map((line) => line.trim()))].filter((line) => line !== "" && !there.has(line));
}

/** Lines that were there keep their ids, so that what was judged stays theirs. */
function queriesOf(lines: string, known: readonly Query[]): Query[] {
	const texts = [...new Set(lines.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
	const byText = new Map(known.map((query) => [query.text, query.id]));
	let last = Math.max(0, ...known.map(({ id }) => Number(id.slice(1)) || 0));
	return texts.map((text) => {
		const id = byText.get(text);
		if (id !== undefined) return { id, text };
		last += 1;
		return { id: `q${last}`, text };
	});
}
