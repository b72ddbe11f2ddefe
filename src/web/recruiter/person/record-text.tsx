import type { ComponentChildren } from "preact";
import type { Resume } from "../../../domain/resume.ts";
import { number, partialDate } from "../../shell/format.ts";
import { Marked } from "../results/marked.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { Evidence } from "./evidence.ts";

interface Props {
	readonly resume: Resume;
	readonly evidence: Evidence;
}

/** What is known of somebody, section by section, with what matched marked where it stands. */
export function RecordText({ resume, evidence }: Props) {
	const t = recruiterTexts.value;
	const at = (pointer: string, text: string) => <Marked text={text} spans={evidence.get(`/resume${pointer}`) ?? []} />;
	const { basics, education = [], skills = [], languages = [], certificates = [], projects = [] } = resume;
	return (
		<div class="record">
			{basics?.summary !== undefined && (
				<Section title={t.summary}>
					<p class="prose">{at("/basics/summary", basics.summary)}</p>
				</Section>
			)}
			<Work resume={resume} evidence={evidence} />
			{skills.length > 0 && (
				<Section title={t.skills}>
					<ul class="skill-list">
						{skills.map(({ name, months }, index) => (
							<li key={`${name}${index}`}>
								{at(`/skills/${index}/name`, name)}
								{months !== undefined && months >= 6 && (
									<span class="muted small"> {t.duration(Math.floor(months / 12), months % 12)}</span>
								)}
							</li>
						))}
					</ul>
				</Section>
			)}
			{education.length > 0 && (
				<Section title={t.education}>
					<ul class="entries">
						{education.map(({ institution, area, studyType, startDate, endDate }, index) => (
							<li key={`${institution}${index}`}>
								<strong>
									{studyType !== undefined && at(`/education/${index}/studyType`, studyType)}
									{studyType !== undefined && area !== undefined && ", "}
									{area !== undefined && at(`/education/${index}/area`, area)}
								</strong>
								{institution !== undefined && <span>{at(`/education/${index}/institution`, institution)}</span>}
								<span class="muted small">{span(startDate, endDate)}</span>
							</li>
						))}
					</ul>
				</Section>
			)}
			{languages.length > 0 && (
				<Section title={t.languages}>
					<p>
						{languages
							.map(({ language, fluency }) => (fluency === undefined ? language : `${language} (${fluency})`))
							.join(", ")}
					</p>
				</Section>
			)}
			{certificates.length > 0 && (
				<Section title={t.certificates}>
					<ul class="entries">
						{certificates.map(({ name, issuer }, index) => (
							<li key={`${name}${index}`}>
								{at(`/certificates/${index}/name`, name)}
								{issuer !== undefined && <span class="muted small">{issuer}</span>}
							</li>
						))}
					</ul>
				</Section>
			)}
			{projects.length > 0 && (
				<Section title={t.ownProjects}>
					<ul class="entries">
						{projects.map(({ name, description }, index) => (
							<li key={`${name}${index}`}>
								<strong>{at(`/projects/${index}/name`, name)}</strong>
								{description !== undefined && <span>{at(`/projects/${index}/description`, description)}</span>}
							</li>
						))}
					</ul>
				</Section>
			)}
		</div>
	);
}

export const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
	<section class="record-section">
		<h3>{title}</h3>
		{children}
	</section>
);

const span = (from: string | undefined, to: string | undefined): string =>
	[from, to].flatMap((date) => (date === undefined ? [] : [partialDate(date)])).join(" – ");

/** Months since the year 0, of a date of any precision. */
const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + (Number(date.slice(5, 7)) || 1) - 1;

function now(): string {
	return new Date().toISOString().slice(0, 7);
}

/** The way somebody went, the latest first, each role as long as it lasted on one scale. */
function Work({ resume: { work = [] }, evidence }: Props) {
	const t = recruiterTexts.value;
	if (work.length === 0) return null;
	const roles = work.map((role) => {
		const from = role.startDate === undefined ? null : monthOf(role.startDate);
		const to = role.endDate !== undefined ? monthOf(role.endDate) + 1 : from === null ? null : monthOf(now()) + 1;
		return { ...role, from, to };
	});
	const first = Math.min(...roles.flatMap(({ from }) => (from === null ? [] : [from])));
	const last = Math.max(...roles.flatMap(({ to }) => (to === null ? [] : [to])));
	const share = (month: number) => ((month - first) / Math.max(1, last - first)) * 100;
	const at = (pointer: string, text: string) => (
		<Marked text={text} spans={evidence.get(`/resume/work/${pointer}`) ?? []} />
	);
	return (
		<Section title={t.work}>
			<ol class="timeline">
				{roles.map(
					({ position, name, location, startDate, endDate, current, summary, highlights = [], from, to }, index) => (
						<li key={index} class={current === true ? "current" : undefined}>
							<div class="timeline-head">
								<strong>{position === undefined ? t.noTitle : at(`${index}/position`, position)}</strong>
								{name !== undefined && <span>{at(`${index}/name`, name)}</span>}
								<span class="muted small">
									{[
										startDate === undefined ? "" : partialDate(startDate),
										current === true ? t.today : endDate === undefined ? "" : partialDate(endDate),
									]
										.filter(Boolean)
										.join(" – ")}
									{from !== null && to !== null && ` · ${t.duration(Math.floor((to - from) / 12), (to - from) % 12)}`}
									{location !== undefined && ` · ${location}`}
								</span>
								{from !== null && to !== null && (
									<span class="timeline-bar" aria-hidden="true">
										<span style={{ left: `${share(from)}%`, width: `${Math.max(1.5, share(to) - share(from))}%` }} />
									</span>
								)}
							</div>
							{summary !== undefined && <p class="prose">{at(`${index}/summary`, summary)}</p>}
							{highlights.length > 0 && (
								<ul class="bullets">
									{highlights.map((text, place) => (
										<li key={place}>{at(`${index}/highlights/${place}`, text)}</li>
									))}
								</ul>
							)}
						</li>
					),
				)}
			</ol>
			{roles.length > 1 && Number.isFinite(first) && (
				<p class="muted small timeline-scale" aria-hidden="true">
					<span>{number(Math.floor(first / 12)).replace(/\D/g, "")}</span>
					<span>{number(Math.floor(last / 12)).replace(/\D/g, "")}</span>
				</p>
			)}
		</Section>
	);
}
