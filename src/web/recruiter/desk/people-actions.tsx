import { useState } from "preact/hooks";
import type { Job } from "../../../domain/candidate.ts";
import type { ProjectSummary } from "../../../domain/desk.ts";
import { all, api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import { useResource } from "../../shell/resource.ts";
import { may, me } from "../../shell/session.ts";
import { messageOf, Show } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { addTo, type ChangeShown, contacted, doWith, hide, newId, type Person, tag, unhide } from "./bulk.ts";
import { showFailures } from "./failures.tsx";

interface Props {
	readonly people: readonly Person[];
	readonly change: ChangeShown;
	/** Chosen without seeing who they are. */
	readonly blind: boolean;
	/** Of one person: whether he is hidden now. */
	readonly hidden?: boolean;
}

/** What can be done with one person, or with all who are chosen. */
export function PeopleActions({ people, change, blind, hidden = false }: Props) {
	const t = recruiterTexts.value;
	const act = (action: Parameters<typeof doWith>[1]) => void doWith(people, action, change);
	return (
		<>
			{may("desk:write") && (
				<>
					<ShortList people={people} change={change} blind={blind} />
					<TagMenu onTag={(word) => act(tag(word))} />
					<button type="button" class="plain" onClick={() => act(contacted())}>
						<Icon name="send" />
						{t.markContacted}
					</button>
					<button type="button" class="plain" data-act="hide" onClick={() => act(hidden ? unhide() : hide())}>
						<Icon name={hidden ? "eye" : "hide"} />
						{hidden ? t.showAgain : t.hide}
					</button>
				</>
			)}
			{me.value?.exportsToAts === true && people.some(({ profileId }) => profileId !== null) && (
				<ExportMenu people={people} />
			)}
		</>
	);
}

function ShortList({ people, change, blind }: Props) {
	const t = recruiterTexts.value;
	const button = (
		<>
			<Icon name="list" />
			{t.shortList}
		</>
	);
	return (
		<Menu button={button}>
			{(close) => (
				<ProjectPicker
					onPick={(project) => {
						close();
						void doWith(people, addTo(project, blind), change);
					}}
				/>
			)}
		</Menu>
	);
}

function ProjectPicker({ onPick }: { onPick: (project: ProjectSummary) => void }) {
	const t = recruiterTexts.value;
	const projects = useResource("projects", (signal) => all<ProjectSummary>("/v1/projects", { signal }));
	const make = async (event: SubmitEvent) => {
		event.preventDefault();
		const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name")).trim();
		if (name === "") return;
		try {
			onPick(await api.put<ProjectSummary>(at`/v1/projects/${newId("p")}`, { name }));
		} catch (error) {
			toastError(error as Error);
		}
	};
	return (
		<>
			<form class="menu-field" onSubmit={make}>
				<label>
					<span>{t.newList}</span>
					<input name="name" autocomplete="off" maxLength={200} />
				</label>
				<button type="submit">{t.addToNewList}</button>
			</form>
			<Show of={projects} rows={1}>
				{(found) => (
					<ul class="menu-list">
						{found.map((project) => (
							<li key={project.id}>
								<button type="button" class="plain" onClick={() => onPick(project)}>
									{project.name} <span class="muted small">{number(project.size)}</span>
								</button>
							</li>
						))}
					</ul>
				)}
			</Show>
		</>
	);
}

function TagMenu({ onTag }: { onTag: (word: string) => void }) {
	const t = recruiterTexts.value;
	const [word, setWord] = useState("");
	const button = (
		<>
			<Icon name="tag" />
			{t.tag}
		</>
	);
	return (
		<Menu button={button}>
			{(close) => (
				<form
					class="menu-field"
					onSubmit={(event) => {
						event.preventDefault();
						if (word.trim() === "") return;
						close();
						setWord("");
						onTag(word.trim());
					}}
				>
					<label>
						<span>{t.tagWord}</span>
						<input
							value={word}
							maxLength={100}
							autocomplete="off"
							onInput={(event) => setWord(event.currentTarget.value)}
						/>
					</label>
					<button type="submit">{t.addTag}</button>
				</form>
			)}
		</Menu>
	);
}

/** Sends profiles of the network to the ATS, under a job. Each by itself: one that is refused stops none of the others. */
function ExportMenu({ people }: Pick<Props, "people">) {
	const t = recruiterTexts.value;
	const send = async (job: Job) => {
		const failed: { name: string; why: string }[] = [];
		let done = 0;
		for (const { profileId, name } of people) {
			if (profileId === null) continue;
			try {
				await api.post("/v1/exports", { profileId, jobId: job.id });
				done += 1;
			} catch (error) {
				failed.push({ name: name ?? profileId, why: messageOf(error as Error) });
			}
		}
		if (done > 0) toast(t.done.exported(number(done), job.title));
		if (failed.length > 0) showFailures(failed);
	};
	const button = (
		<>
			<Icon name="briefcase" />
			{t.toAts}
		</>
	);
	return (
		<Menu button={button}>
			{(close) => (
				<JobPicker
					onPick={(job) => {
						close();
						void send(job);
					}}
				/>
			)}
		</Menu>
	);
}

function JobPicker({ onPick }: { onPick: (job: Job) => void }) {
	const t = recruiterTexts.value;
	const jobs = useResource("jobs", (signal) => all<Job>("/v1/jobs/exportable", { most: 300, signal }));
	return (
		<Show of={jobs} rows={2}>
			{(found) =>
				found.length === 0 ? (
					<p class="menu-field muted">{t.noJobs}</p>
				) : (
					<>
						<p class="menu-field small muted">{t.exportHint}</p>
						<ul class="menu-list">
							{found.map((job) => (
								<li key={job.id}>
									<button type="button" class="plain" onClick={() => onPick(job)}>
										{job.title}
									</button>
								</li>
							))}
						</ul>
					</>
				)
			}
		</Show>
	);
}
