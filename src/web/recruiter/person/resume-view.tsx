import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Candidate } from "../../../domain/candidate.ts";
import { at, call, download } from "../../shell/api.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useResource } from "../../shell/resource.ts";
import { Empty, Loading, Partial, Show } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { Evidence } from "./evidence.ts";
import { wantedOf } from "./evidence.ts";
import type { PdfProps } from "./pdf-view.tsx";
import { RecordText } from "./record-text.tsx";

interface Props {
	readonly candidate: Candidate;
	readonly evidence: Evidence;
}

/** Formats that are text already. */
const TEXT_FORMATS: ReadonlySet<string> = new Set(["text", "markdown"]);

/** The resume itself: a PDF as it looks, a text as it is, and of other formats what was read, with the file to save. */
export function ResumeView({ candidate, evidence }: Props) {
	const t = recruiterTexts.value;
	const { file, id } = candidate;
	if (file === null) return <Empty title={t.noFile}>{t.noFileHint}</Empty>;
	const save = () => download(at`/v1/candidates/${id}/resume`, {}, file.fileName).catch(toastError);
	const isText = file.format !== null && TEXT_FORMATS.has(file.format);
	return (
		<div class="resume">
			<p class="resume-file">
				<span>
					<strong>{file.fileName}</strong>
					<span class="muted small">
						{" "}
						{t.kilobytes(number(Math.ceil(file.size / 1024)))} · {date(file.receivedAt)}
					</span>
				</span>
				<button type="button" onClick={save}>
					<Icon name="download" />
					{t.original}
				</button>
			</p>
			{file.failure !== undefined && <Partial>{`${t.unreadable} ${file.failure.title}`}</Partial>}
			{file.format === "pdf" ? (
				<Pdf candidate={candidate} evidence={evidence} />
			) : isText ? (
				<TextFile id={id} words={wordsOf(candidate, evidence)} />
			) : (
				<>
					<p class="muted small">{t.asRead}</p>
					<RecordText resume={candidate.resume} evidence={evidence} />
				</>
			)}
		</div>
	);
}

const metaPages = ({ resume }: Candidate) => ("meta" in resume ? resume.meta.values : {});

const wordsOf = (candidate: Candidate, evidence: Evidence): string[] => [
	...new Set(wantedOf(evidence, candidate, {}).map(({ text, start, end }) => text.slice(start, end))),
];

function Pdf({ candidate, evidence }: Props) {
	const t = recruiterTexts.value;
	const [View, setView] = useState<ComponentType<PdfProps> | null>(null);
	const bytes = useResource(candidate.id, async (signal) => {
		const response = await call(at`/v1/candidates/${candidate.id}/resume`, { signal });
		return new Uint8Array(await response.arrayBuffer());
	});
	useEffect(() => {
		// Fetched when the first PDF is looked at: it is larger than all else together.
		import("./pdf-view.tsx").then(({ PdfView }) => setView(() => PdfView), toastError);
	}, []);
	if (View === null) return <Loading rows={3} label={t.resumeLoading} />;
	return (
		<Show of={bytes}>
			{(value) => <View bytes={value} wanted={wantedOf(evidence, candidate, metaPages(candidate))} />}
		</Show>
	);
}

function TextFile({ id, words }: { id: string; words: readonly string[] }) {
	const text = useResource(id, async (signal) => (await call(at`/v1/candidates/${id}/resume`, { signal })).text());
	return <Show of={text}>{(value) => <pre class="text-file">{markWords(value, words)}</pre>}</Show>;
}

function markWords(text: string, words: readonly string[]) {
	const letters = words
		.filter((word) => word.trim().length > 1)
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	if (letters.length === 0) return text;
	const pieces = text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${letters.join("|")})(?![\\p{L}\\p{N}])`, "giu"));
	return pieces.map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece));
}
