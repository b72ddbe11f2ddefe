import { useState } from "preact/hooks";
import type { Project, ProjectInput } from "../../../domain/desk.ts";
import { api, at, download } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import type { Resource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { isOwn, removeProject } from "./members.ts";

interface Props {
	readonly project: Project;
	readonly list: Resource<Project>;
}

/** What a short list is called, and what is done with all of it. */
export function ProjectHead({ project, list }: Props) {
	const t = recruiterTexts.value;
	const [isEdited, setEdited] = useState(false);
	const mayChange = may("desk:write") && isOwn(project);
	const shows = {
		gone: () => go(["recruiter", "projects"]),
		back: () => go(["recruiter", "projects", project.id]),
	};
	return (
		<>
			<div class="page-head">
				<h1>{project.name}</h1>
				<div class="actions">
					{project.shared && !mayChange && <span class="badge">{t.shared}</span>}
					{mayChange && <Shared project={project} list={list} />}
					{mayChange && (
						<button type="button" class="plain" onClick={() => setEdited(true)}>
							{t.renameList}
						</button>
					)}
					{may("people:export") && project.members.length > 0 && <TakeAway id={project.id} />}
					{mayChange && (
						<button
							type="button"
							class="plain icon"
							aria-label={t.removeList}
							title={t.removeList}
							onClick={() => removeProject(project.id, shows)}
						>
							<Icon name="trash" />
						</button>
					)}
				</div>
			</div>
			{project.description !== "" && <p class="list-description">{project.description}</p>}
			{isEdited && <Edit project={project} list={list} onClose={() => setEdited(false)} />}
		</>
	);
}

const inputOf = ({ name, description, shared }: Project): ProjectInput => ({ name, description, shared });

async function change({ project: { id }, list }: Props, input: ProjectInput): Promise<void> {
	await api.put(at`/v1/projects/${id}`, input);
	list.reload();
}

function Shared({ project, list }: Props) {
	const share = (shared: boolean) => change({ project, list }, { ...inputOf(project), shared }).catch(toastError);
	return (
		<label class="check">
			<input type="checkbox" checked={project.shared} onChange={(event) => share(event.currentTarget.checked)} />
			{recruiterTexts.value.shareList}
		</label>
	);
}

function Edit({ project, list, onClose }: Props & { readonly onClose: () => void }) {
	const t = recruiterTexts.value;
	const save = async (event: SubmitEvent) => {
		event.preventDefault();
		const fields = new FormData(event.currentTarget as HTMLFormElement);
		const name = String(fields.get("name")).trim() || project.name;
		try {
			await change({ project, list }, { ...inputOf(project), name, description: String(fields.get("description")) });
			onClose();
			toast(t.done.renamed(name), () => change({ project, list }, inputOf(project)));
		} catch (error) {
			toastError(error as Error);
		}
	};
	const action = (
		<button type="submit" form="edit-list" class="primary">
			{shellTexts.value.save}
		</button>
	);
	return (
		<Dialog title={t.editList} onClose={onClose} actions={action}>
			<form id="edit-list" class="form" onSubmit={save}>
				<label class="field">
					<span>{t.name}</span>
					<input name="name" defaultValue={project.name} maxLength={200} required autocomplete="off" />
				</label>
				<label class="field">
					<span>{t.description}</span>
					<textarea name="description" rows={4} maxLength={5000} defaultValue={project.description} />
				</label>
			</form>
		</Dialog>
	);
}

function TakeAway({ id }: { readonly id: string }) {
	const t = recruiterTexts.value;
	const [contact, setContact] = useState(false);
	const take = (format: "csv" | "json") => {
		const body = JSON.stringify({ format, contact });
		const options = { method: "POST", headers: { "content-type": "application/json" }, body };
		return download(at`/v1/projects/${id}/export`, options, `people.${format}`).catch(toastError);
	};
	const button = (
		<>
			<Icon name="download" />
			{t.takeAway}
		</>
	);
	return (
		<Menu button={button} align="end">
			{(close) => (
				<>
					<label class="check menu-field-check">
						<input type="checkbox" checked={contact} onChange={(event) => setContact(event.currentTarget.checked)} />
						{t.withAddresses}
					</label>
					{(["csv", "json"] as const).map((format) => (
						<button
							key={format}
							type="button"
							class="plain"
							onClick={() => {
								close();
								void take(format);
							}}
						>
							{format === "csv" ? t.asCsv : t.asJson}
						</button>
					))}
				</>
			)}
		</Menu>
	);
}
