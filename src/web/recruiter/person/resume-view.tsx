import type { ComponentType } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Candidate } from "../../../domain/candidate.ts";
import type { ResumeText } from "../../../domain/resume-text.ts";
import { api, at, call, download } from "../../shell/api.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useResource } from "../../shell/resource.ts";
import { Empty, Loading, Partial, Show, textOfCode } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { Evidence } from "./evidence.ts";
import { wantedOf } from "./evidence.ts";
import type { PdfProps } from "./pdf-view.tsx";
import { TextView } from "./text-view.tsx";

interface Props {
	readonly candidate: Candidate;
	readonly evidence: Evidence;
}

/** The resume itself: a PDF as it looks or as text, all else as text; with the evidence marked in place, and the file to save. */
export function ResumeView({ candidate, evidence }: Props) {
	const t = recruiterTexts.value;
	const [asText, setAsText] = useState(false);
	const { file, id } = candidate;
	if (file === null) return <Empty title={t.noFile}>{t.noFileHint}</Empty>;
	const save = () => download(at`/v1/candidates/${id}/resume`, {}, file.fileName).catch(toastError);
	const isPdf = file.format === "pdf";
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
				<span class="actions">
					{isPdf && (
						<button type="button" class="toggle-on" aria-pressed={asText} onClick={() => setAsText(!asText)}>
							{t.asText}
						</button>
					)}
					<button type="button" onClick={save}>
						<Icon name="download" />
						{t.original}
					</button>
				</span>
			</p>
			{file.failure !== undefined ? (
				<Partial>{`${t.unreadable} ${textOfCode(file.failure.code)}`}</Partial>
			) : isPdf && !asText ? (
				<Pdf candidate={candidate} evidence={evidence} />
			) : (
				<TextView candidate={candidate} evidence={evidence} />
			)}
		</div>
	);
}

const metaPages = ({ resume }: Candidate) => ("meta" in resume ? resume.meta.values : {});

function Pdf({ candidate, evidence }: Props) {
	const t = recruiterTexts.value;
	const [View, setView] = useState<ComponentType<PdfProps> | null>(null);
	const bytes = useResource(candidate.id, async (signal) => {
		const response = await call(at`/v1/candidates/${candidate.id}/resume`, { signal });
		return new Uint8Array(await response.arrayBuffer());
	});
	// Where the same words stand several times, the text of the file tells which are meant.
	const read = useResource(evidence.size === 0 ? null : candidate.id, (signal) =>
		api.get<ResumeText>(at`/v1/candidates/${candidate.id}/resume/text`, { signal }),
	);
	const wanted = useMemo(
		() => wantedOf(evidence, candidate, metaPages(candidate), read.value),
		[evidence, candidate, read.value],
	);
	useEffect(() => {
		// Fetched when the first PDF is looked at: it is larger than all else together.
		import("./pdf-view.tsx").then(({ PdfView }) => setView(() => PdfView), toastError);
	}, []);
	if (View === null) return <Loading rows={3} label={t.resumeLoading} />;
	return <Show of={bytes}>{(value) => <View bytes={value} wanted={wanted} />}</Show>;
}
