import type { History } from "../../../domain/history.ts";
import { api, at } from "../../shell/api.ts";
import { date } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Empty, Show } from "../../shell/states.tsx";
import type { PersonIds } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { Section } from "./record-text.tsx";

/** What the ATS knows of a person: applications with their stages, interview feedback, notes. */
export function HistoryView({ ids: { candidateId, profileId } }: { ids: PersonIds }) {
	const path =
		candidateId === null ? at`/v1/profiles/${profileId ?? ""}/history` : at`/v1/candidates/${candidateId}/history`;
	const history = useResource(path, (signal) => api.get<History>(path, { signal }));
	return <Show of={history}>{(value) => <Shown history={value} />}</Show>;
}

function Shown({ history: { applications, notes, feedback } }: { history: History }) {
	const t = recruiterTexts.value;
	if (applications.length + notes.length + feedback.length === 0)
		return <Empty title={t.noHistory}>{t.noHistoryHint}</Empty>;
	return (
		<div class="record">
			{applications.length > 0 && (
				<Section title={t.applications}>
					<ol class="timeline">
						{applications.map((application) => (
							<Application key={application.id} application={application} />
						))}
					</ol>
				</Section>
			)}
			{feedback.length > 0 && (
				<Section title={t.feedback}>
					<FeedbackList feedback={feedback} />
				</Section>
			)}
			{notes.length > 0 && (
				<Section title={t.notes}>
					<NoteList notes={notes} />
				</Section>
			)}
		</div>
	);
}

const OUTCOME_KINDS = { open: "", hired: "good", rejected: "error", withdrawn: "warn" } as const;

function Application({ application }: { application: History["applications"][number] }) {
	const t = recruiterTexts.value;
	const { jobTitle, jobId, stage, outcome, appliedAt, source, dispositionReason, stages, feedback, notes } =
		application;
	return (
		<li class={outcome === "open" ? "current" : undefined}>
			<div class="timeline-head">
				<strong>{jobTitle ?? jobId}</strong>
				<span>
					{outcome !== null && <span class={`badge ${OUTCOME_KINDS[outcome]}`}>{t.outcomes[outcome]}</span>}{" "}
					{stage?.toLowerCase() === outcome ? null : stage}
				</span>
				<span class="muted small">
					{[appliedAt === null ? "" : t.applied(date(appliedAt)), source].filter(Boolean).join(" · ")}
				</span>
			</div>
			{stages.length > 0 && (
				<ol class="stages">
					{stages.map(({ stage: name, at: when }) => (
						<li key={`${name}${when}`}>
							{name} <span class="muted small">{date(when)}</span>
						</li>
					))}
				</ol>
			)}
			{dispositionReason !== null && <p class="small">{dispositionReason}</p>}
			{feedback.length > 0 && <h4>{t.feedback}</h4>}
			<FeedbackList feedback={feedback} />
			{notes.length > 0 && <h4>{t.notes}</h4>}
			<NoteList notes={notes} />
		</li>
	);
}

function FeedbackList({ feedback }: { feedback: History["applications"][number]["feedback"] }) {
	const t = recruiterTexts.value;
	return (
		<ul class="entries">
			{feedback.map(({ id, interviewer, recommendation, interviewType = "", evaluations = [], text, createdAt }) => (
				<li key={id}>
					<span>
						{recommendation !== undefined && (
							<span class={`badge ${recommendation.endsWith("yes") ? "good" : "error"}`}>
								{t.recommendations[recommendation]}
							</span>
						)}{" "}
						<span class="muted small">
							{[
								interviewer,
								t.interviewTypes[interviewType] ?? interviewType,
								createdAt === undefined ? "" : date(createdAt),
							]
								.filter(Boolean)
								.join(" · ")}
						</span>
					</span>
					{evaluations.length > 0 && (
						<span class="small">
							{evaluations.map(({ attribute, result }) => [attribute, result].filter(Boolean).join(": ")).join(" · ")}
						</span>
					)}
					{text !== undefined && <span class="prose">{text}</span>}
				</li>
			))}
		</ul>
	);
}

const NoteList = ({ notes }: { notes: History["applications"][number]["notes"] }) => (
	<ul class="entries">
		{notes.map(({ id, text, author, createdAt }) => (
			<li key={id}>
				<span class="prose">{text}</span>
				<span class="muted small">
					{[author, createdAt === undefined ? "" : date(createdAt)].filter(Boolean).join(" · ")}
				</span>
			</li>
		))}
	</ul>
);
