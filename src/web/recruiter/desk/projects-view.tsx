import type { ProjectSummary } from "../../../domain/desk.ts";
import { all, api, at } from "../../shell/api.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useResource } from "../../shell/resource.ts";
import { go, href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { newId } from "./bulk.ts";
import { isOwn, removeProject } from "./members.ts";
import { ToSearch } from "./to-search.tsx";

/** Short lists: one's own, and those that others share. */
export function ProjectsView() {
	const t = recruiterTexts.value;
	const projects = useResource("projects", (signal) => all<ProjectSummary>("/v1/projects", { signal }));
	const make = async (event: SubmitEvent) => {
		event.preventDefault();
		const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name")).trim();
		if (name === "") return;
		const id = newId("p");
		await api.put(at`/v1/projects/${id}`, { name }).then(() => go(["recruiter", "projects", id]), toastError);
	};
	return (
		<div class="page">
			<div class="page-head">
				<h1>{t.views.projects}</h1>
				{may("desk:write") && (
					<form class="actions" onSubmit={make}>
						<label class="filter-field">
							<span class="hidden">{t.newList}</span>
							<input name="name" placeholder={t.newList} maxLength={200} autocomplete="off" />
						</label>
						<button type="submit" class="primary">
							{t.make}
						</button>
					</form>
				)}
			</div>
			<Show of={projects}>
				{(found) =>
					found.length === 0 ? (
						<Empty title={t.noLists} actions={<ToSearch />}>
							{t.noListsHint}
						</Empty>
					) : (
						<ul class="rows panel">
							{found.map((project) => (
								<li key={project.id} class="row">
									<div class="row-main">
										<a href={href(["recruiter", "projects", project.id])}>{project.name}</a>
										<span class="muted small">
											{t.people(project.size, number(project.size))} · {t.updated(date(project.updatedAt))}
										</span>
									</div>
									{project.shared && <span class="badge">{t.shared}</span>}
									{may("desk:write") && isOwn(project) && (
										<button
											type="button"
											class="plain icon"
											aria-label={t.remove(project.name)}
											title={t.remove(project.name)}
											onClick={() => removeProject(project.id, { gone: projects.reload, back: projects.reload })}
										>
											<Icon name="trash" />
										</button>
									)}
								</li>
							))}
						</ul>
					)
				}
			</Show>
		</div>
	);
}
