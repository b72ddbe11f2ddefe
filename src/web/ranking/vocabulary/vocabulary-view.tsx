import { useEffect, useState } from "preact/hooks";
import { api, saveAs } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { may, me } from "../../shell/session.ts";
import { Empty, messageOf, Partial, Show } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { CorpusPicker, knownOf, useCorpora } from "../corpora.tsx";
import { PutIntoUse, vocabularyCommands } from "../put-into-use.tsx";
import { rankingTexts } from "../texts/index.ts";
import { type Concept, ConceptEditor, type FoundConcept, type Kind } from "./concept-editor.tsx";

interface Rows {
	readonly skills: readonly Concept[];
	readonly titles: readonly Concept[];
	readonly ambiguous: readonly unknown[];
}

interface Finding {
	readonly level: "error" | "warning";
	readonly file: string;
	readonly line: number;
	readonly rule: string;
	readonly message: string;
}

const PART = { skill: "skills", title: "titles" } as const;

/** Changes of the vocabulary: found, written, checked, measured. */
export function VocabularyView() {
	const t = rankingTexts.value.vocabulary;
	const rows = useResource("vocabulary", () => api.get<Rows>("/v1/ranking/vocabulary"));
	const [edited, edit] = useState<FoundConcept | null>(null);
	const save = async (next: Rows) => {
		const before = rows.value;
		rows.mutate(() => next);
		try {
			await api.put("/v1/ranking/vocabulary", next);
			toast(t.saved, before === null ? undefined : () => save(before));
		} catch (error) {
			rows.reload();
			toastError(error as Error);
		}
	};
	const put = (concept: FoundConcept, current: Rows) => {
		edit(null);
		const { kind, ...one } = concept;
		const part = PART[kind];
		const others = current[part].filter(({ id }) => id !== one.id);
		void save({ ...current, [part]: [...others, one] });
	};
	return (
		<div class="page ranking-page">
			<div class="page-head">
				<h1>{rankingTexts.value.views.vocabulary}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<Finder onChoose={edit} />
			<Show of={rows}>
				{(current) => (
					<>
						<Own rows={current} onEdit={edit} onSave={(next) => void save(next)} />
						{edited !== null && (
							<ConceptEditor
								concept={edited}
								taken={current[PART[edited.kind]].map(({ id }) => id)}
								onClose={() => edit(null)}
								onSave={(concept) => put(concept, current)}
							/>
						)}
					</>
				)}
			</Show>
		</div>
	);
}

const fresh = (kind: Kind): FoundConcept => ({
	kind,
	id: "",
	label: "",
	group: "",
	synonyms: [],
	related: [],
	last: [],
});

function Finder({ onChoose }: { onChoose: (concept: FoundConcept) => void }) {
	const t = rankingTexts.value.vocabulary;
	const [words, setWords] = useState("");
	const [asked, ask] = useState("");
	useEffect(() => {
		const timer = setTimeout(() => ask(words.trim()), 200);
		return () => clearTimeout(timer);
	}, [words]);
	const found = useResource(
		asked === "" ? null : asked,
		(signal) =>
			api.get<{ items: FoundConcept[] }>("/v1/ranking/vocabulary/concepts", { query: { q: asked, limit: 12 }, signal }),
		{ keep: true },
	);
	return (
		<section class="panel form">
			<div class="ask">
				<label class="field">
					{t.find}
					<input
						type="search"
						value={words}
						placeholder={t.findHint}
						onInput={(event) => setWords(event.currentTarget.value)}
					/>
				</label>
				{may("ranking:write") && (
					<>
						<button type="button" onClick={() => onChoose(fresh("skill"))}>
							{t.fresh.skill}
						</button>
						<button type="button" onClick={() => onChoose(fresh("title"))}>
							{t.fresh.title}
						</button>
					</>
				)}
			</div>
			{asked !== "" && (
				<Show of={found} rows={2}>
					{({ items }) =>
						items.length === 0 ? (
							<p class="muted">{t.none}</p>
						) : (
							<ul class="lines">
								{items.map((one) => (
									<ConceptRow key={`${one.kind} ${one.id}`} concept={one} onEdit={onChoose} />
								))}
							</ul>
						)
					}
				</Show>
			)}
		</section>
	);
}

function ConceptRow({
	concept,
	onEdit,
	onRemove,
}: {
	concept: FoundConcept;
	onEdit: (concept: FoundConcept) => void;
	onRemove?: () => void;
}) {
	const t = rankingTexts.value.vocabulary;
	return (
		<li class="line slim">
			<div class="line-text">
				<span>
					<strong>{concept.label}</strong> <span class="badge">{t.kinds[concept.kind]}</span> <code>{concept.id}</code>
				</span>
				<span class="muted small clamp">{concept.synonyms.join(" · ")}</span>
			</div>
			{may("ranking:write") && (
				<div class="actions">
					<button type="button" aria-label={t.change(concept.label)} onClick={() => onEdit(concept)}>
						{t.changeShort}
					</button>
					{onRemove !== undefined && (
						<button type="button" class="plain" aria-label={t.remove(concept.label)} onClick={onRemove}>
							{rankingTexts.value.runs.remove}
						</button>
					)}
				</div>
			)}
		</li>
	);
}

function Own({
	rows,
	onEdit,
	onSave,
}: {
	rows: Rows;
	onEdit: (concept: FoundConcept) => void;
	onSave: (rows: Rows) => void;
}) {
	const t = rankingTexts.value.vocabulary;
	const own = (["skill", "title"] as const).flatMap((kind) => rows[PART[kind]].map((one) => ({ ...one, kind })));
	if (own.length === 0) return <Empty title={t.nothing}>{t.nothingHint}</Empty>;
	const without = (gone: FoundConcept) => {
		const part = PART[gone.kind];
		onSave({ ...rows, [part]: rows[part].filter(({ id }) => id !== gone.id) });
	};
	return (
		<section class="panel form">
			<h2>{t.own}</h2>
			<ul class="lines">
				{own.map((one) => (
					<ConceptRow key={`${one.kind} ${one.id}`} concept={one} onEdit={onEdit} onRemove={() => without(one)} />
				))}
			</ul>
			{may("ranking:write") && <Check rows={rows} />}
			<PutIntoUse hint={t.useHint} commands={vocabularyCommands(me.value?.tenant.id ?? "")} />
		</section>
	);
}

/** What is wrong with the changes, and what they do. */
function Check({ rows }: { rows: Rows }) {
	const t = rankingTexts.value.vocabulary;
	const [findings, setFindings] = useState<readonly Finding[] | null>(null);
	const [busy, setBusy] = useState(false);
	const [chosen, choose] = useState("synonyms");
	useEffect(() => setFindings(null), [rows]);
	const corpora = useCorpora();
	const shipped = (corpora.value ?? []).filter(({ source }) => source === "shipped");
	const corpus = knownOf(shipped, chosen);
	const read = async () => {
		const { findings: found } = await api.post<{ findings: Finding[] }>("/v1/ranking/vocabulary/lint", rows);
		setFindings(found);
		return found;
	};
	const lint = async () => {
		setBusy(true);
		await read().catch(toastError);
		setBusy(false);
	};
	const effect = async () => {
		setBusy(true);
		try {
			// Of a vocabulary that is not taken nothing is measured.
			if ((await read()).some(({ level }) => level === "error")) return toast(t.mendFirst);
			await api.post("/v1/ranking/runs", { kind: "effect", corpus, systems: ["default.v4"] });
			go(["ranking", "runs"]);
		} catch (error) {
			toastError(error as Error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<>
			{corpora.error !== null && <Partial onRetry={corpora.reload}>{messageOf(corpora.error)}</Partial>}
			<div class="actions">
				<button type="button" class="primary" disabled={busy} onClick={() => void lint()}>
					{t.lint}
				</button>
				<CorpusPicker label={t.effectOn} corpora={shipped} value={corpus} onChange={choose} inline />
				<button type="button" disabled={busy || corpus === ""} onClick={() => void effect()}>
					{t.effect}
				</button>
				<button type="button" class="plain" onClick={() => saveRows(rows)}>
					{t.download}
				</button>
			</div>
			<div aria-live="polite">
				{findings?.length === 0 && <p class="notice good">{t.clean}</p>}
				{findings !== null && findings.length > 0 && (
					<>
						<h3>{t.findings(number(findings.length))}</h3>
						<ul class="lines">
							{findings.map(({ level, file, line, rule, message }) => (
								<li key={`${file} ${line} ${rule} ${message}`} class="line slim">
									<span class={level === "error" ? "badge error" : "badge warn"}>{t.level[level]}</span>
									<span class="line-text">
										{t.rules[rule]}
										<span class="muted small" lang="en">
											{message}
										</span>
									</span>
									<code>{nameOf(rows, file, line)}</code>
								</li>
							))}
						</ul>
					</>
				)}
			</div>
		</>
	);
}

/** Whose line it is that is found fault with. */
function nameOf(rows: Rows, file: string, line: number): string {
	const part = /^skills\/own/.test(file) ? rows.skills : /^titles\/own/.test(file) ? rows.titles : [];
	return part[line - 1]?.id ?? `${file}:${line}`;
}

/** In the form of the files of ranking/vocabulary. */
function saveRows({ skills, titles }: Rows): void {
	for (const [name, part] of [
		["skills", skills],
		["titles", titles],
	] as const) {
		if (part.length === 0) continue;
		const lines = part.map(({ id, label, group, synonyms, related, last }) =>
			[id, label, group, synonyms.join("|"), related.join("|"), last.join("|")].join("\t"),
		);
		saveAs(new Blob([`${lines.join("\n")}\n`]), `${name}-own.tsv`);
	}
}
