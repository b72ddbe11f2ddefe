import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Job } from "../../../domain/candidate.ts";
import { all, api, at } from "../../shell/api.ts";
import { Icon } from "../../shell/icons.tsx";
import type { ViewProps } from "../../shell/personas.ts";
import { useResource } from "../../shell/resource.ts";
import { go, href } from "../../shell/router.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { lastBlind } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";
import { MatchedList } from "./matched-list.tsx";

const PATH = ["recruiter", "jobs"];

/** The ad that was pasted: in this window only, never in an address. */
const ad = signal("");

/** People for a job of the ATS, or for an ad that is pasted. */
export function JobsView({ query }: ViewProps) {
	const t = recruiterTexts.value;
	const job = query.get("job");
	const pasted = query.has("ad") && ad.value.trim() !== "";
	if (job === null && !pasted) return <Choose />;
	return (
		<MatchedList
			path={PATH}
			query={query}
			keep={["job", "ad"]}
			key0={job === null ? ad.value : job}
			endpoint="/v1/search/for-job"
			body={async (stop) =>
				job === null ? { description: ad.value } : adOf(await api.get<Job>(at`/v1/jobs/${job}`, { signal: stop }))
			}
			top={
				<div class="bench-title">
					<a href={href(PATH)} class="button plain">
						<Icon name="left" />
						{t.views.jobs}
					</a>
					<h1>{job === null ? t.pastedAd : <JobTitle id={job} />}</h1>
				</div>
			}
			beginning={null}
		/>
	);
}

const blindly = () => (lastBlind.value ? { blind: "1" } : {});

const adOf = ({ title, description, skills, location }: Job) => ({ title, description, skills, location });

function JobTitle({ id }: { id: string }) {
	const job = useResource(id, (stop) => api.get<Job>(at`/v1/jobs/${id}`, { signal: stop }));
	return <>{job.value?.title ?? id}</>;
}

function Choose() {
	const t = recruiterTexts.value;
	const jobs = useResource("jobs", (stop) => all<Job>("/v1/jobs", { most: 1000, signal: stop }));
	const [part, setPart] = useState("");
	const submit = (event: SubmitEvent) => {
		event.preventDefault();
		if (ad.value.trim() !== "") go(PATH, { ad: "1", ...blindly() });
	};
	return (
		<div class="page">
			<h1>{t.peopleForJob}</h1>
			<form class="panel form" onSubmit={submit}>
				<label class="field" for="ad">
					{t.pasteAd}
				</label>
				<textarea
					id="ad"
					rows={7}
					maxLength={100_000}
					value={ad.value}
					onInput={(event) => {
						ad.value = event.currentTarget.value;
					}}
				/>
				<div class="actions">
					<button type="submit" class="primary">
						{t.findPeople}
					</button>
				</div>
			</form>
			<section class="panel form">
				<div class="page-head">
					<h2>{t.openJobs}</h2>
					<label class="field filter-field">
						<span class="hidden">{t.filterJobs}</span>
						<input
							type="search"
							placeholder={t.filterJobs}
							value={part}
							onInput={(event) => setPart(event.currentTarget.value)}
						/>
					</label>
				</div>
				<Show of={jobs}>
					{(found) => {
						const shown = found.filter(
							({ status, title }) => status === "open" && title.toLowerCase().includes(part.toLowerCase()),
						);
						if (shown.length === 0) return <Empty title={t.noJobs} />;
						return (
							<ul class="rows">
								{shown.map(({ id, title, location, company, skills = [] }) => (
									<li key={id}>
										<a href={href(PATH, { job: id, ...blindly() })}>{title}</a>
										<span class="muted small">
											{[company, location, skills.slice(0, 5).join(", ")].filter(Boolean).join(" · ")}
										</span>
									</li>
								))}
							</ul>
						);
					}}
				</Show>
			</section>
		</div>
	);
}
