import type { ComponentChildren } from "preact";
import type { ProjectSummary, SavedSearch } from "../../../domain/desk.ts";
import { api, type PageOf } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty } from "../../shell/states.tsx";
import { savedAddress } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";

/** Before anything is asked: ways to ask, and what was kept. */
export function Beginning({ onSearch }: { onSearch: (query: string) => void }) {
	const t = recruiterTexts.value;
	const examples = t.examples.map((query) => (
		<button key={query} type="button" class="example" onClick={() => onSearch(query)}>
			{query}
		</button>
	));
	return (
		<div class="beginning">
			<Empty title={t.begin} actions={examples}>
				{t.beginHint}
			</Empty>
			<div class="beginning-parts">
				{may("desk:read") && <Kept />}
				{may("jobs:read") && (
					<Part title={t.peopleForJob} all={href(["recruiter", "jobs"])} more={t.views.jobs}>
						<p class="muted small">{t.jobsHint}</p>
					</Part>
				)}
			</div>
		</div>
	);
}

/** Of each, as many as fit without reading. */
const FEW = 5;

function Kept() {
	const t = recruiterTexts.value;
	const query = { limit: FEW };
	const saved = useResource("saved", (signal) => api.get<PageOf<SavedSearch>>("/v1/saved-searches", { query, signal }));
	const lists = useResource("lists", (signal) => api.get<PageOf<ProjectSummary>>("/v1/projects", { query, signal }));
	return (
		<>
			<Part title={t.views.saved} all={href(["recruiter", "saved"])} more={t.showAll}>
				{saved.value?.items.map((one) => (
					<a key={one.id} class="kept" href={href(["recruiter", "search"], savedAddress(one.request))}>
						{one.name}
					</a>
				))}
				{saved.value?.items.length === 0 && <p class="muted small">{t.noSavedHint}</p>}
			</Part>
			<Part title={t.views.projects} all={href(["recruiter", "projects"])} more={t.showAll}>
				{lists.value?.items.map(({ id, name, size }) => (
					<a key={id} class="kept" href={href(["recruiter", "projects", id])}>
						{name} <span class="muted small">{t.people(size, number(size))}</span>
					</a>
				))}
				{lists.value?.items.length === 0 && <p class="muted small">{t.noListsHint}</p>}
			</Part>
		</>
	);
}

interface PartProps {
	readonly title: string;
	readonly all: string;
	readonly more: string;
	readonly children: ComponentChildren;
}

const Part = ({ title, all, more, children }: PartProps) => (
	<section class="panel beginning-part">
		<h2>{title}</h2>
		{children}
		<a class="small" href={all} aria-label={`${more}: ${title}`}>
			{more}
		</a>
	</section>
);
