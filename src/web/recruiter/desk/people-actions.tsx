import type { ProjectSummary } from "../../../domain/desk.ts";
import { all, api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import {
	addTo,
	type ChangeShown,
	contacted,
	doWith,
	hide,
	newId,
	notContacted,
	type Person,
	tag,
	unhide,
} from "./bulk.ts";
import { ExportMenu } from "./export-menu.tsx";

interface Props {
	readonly people: readonly Person[];
	readonly change: ChangeShown;
	/** Chosen without seeing who they are. */
	readonly blind: boolean;
	/** Whether all of them are hidden now, or marked as contacted; absent: nobody knows. */
	readonly hidden?: boolean;
	readonly contacted?: boolean | undefined;
}

/** What can be done with one person, or with all who are chosen. */
export function PeopleActions({ people, change, blind, hidden = false, contacted: isContacted }: Props) {
	const t = recruiterTexts.value;
	const act = (action: Parameters<typeof doWith>[1]) => void doWith(people, action, change);
	return (
		<>
			{may("desk:write") && (
				<>
					<ShortList people={people} change={change} blind={blind} />
					<TagMenu onTag={(word) => act(tag(word))} />
					<button
						type="button"
						class="plain toggle-on"
						data-act="contacted"
						aria-pressed={isContacted}
						onClick={() => act(isContacted === true ? notContacted() : contacted())}
					>
						<Icon name="send" />
						{t.markContacted}
					</button>
					<button type="button" class="plain" data-act="hide" onClick={() => act(hidden ? unhide() : hide())}>
						<Icon name={hidden ? "eye" : "hide"} />
						{hidden ? t.showAgain : t.hide}
					</button>
				</>
			)}
			{may("exports:write") && <ExportMenu people={people} change={change} />}
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

export function ProjectPicker({ onPick }: { onPick: (project: ProjectSummary) => void }) {
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
	const button = (
		<>
			<Icon name="tag" />
			{recruiterTexts.value.tag}
		</>
	);
	return (
		<Menu button={button}>
			{(close) => (
				<TagForm
					onTag={(word) => {
						close();
						onTag(word);
					}}
				/>
			)}
		</Menu>
	);
}

export function TagForm({ onTag }: { onTag: (word: string) => void }) {
	const t = recruiterTexts.value;
	const submit = (event: SubmitEvent) => {
		event.preventDefault();
		const word = String(new FormData(event.currentTarget as HTMLFormElement).get("word")).trim();
		if (word !== "") onTag(word);
	};
	return (
		<form class="menu-field" onSubmit={submit}>
			<label>
				<span>{t.tagWord}</span>
				<input name="word" maxLength={100} autocomplete="off" />
			</label>
			<button type="submit">{t.addTag}</button>
		</form>
	);
}
