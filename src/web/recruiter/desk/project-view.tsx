import { useRef, useState } from "preact/hooks";
import type { Project } from "../../../domain/desk.ts";
import { api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import type { ViewProps } from "../../shell/personas.ts";
import { type Resource, useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { keyOf } from "../person-ref.ts";
import { VirtualList } from "../results/virtual-list.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { Failures } from "./failures.tsx";
import { keepOrder, SORTS, type Sort, STATUSES, sorted } from "./order.ts";
import { ProjectBulk } from "./project-bulk.tsx";
import { ProjectHead } from "./project-head.tsx";
import { ProjectRow } from "./project-row.tsx";
import { ToSearch } from "./to-search.tsx";
import { useChosen } from "./use-chosen.ts";

/** One short list: who is on it, how far each has come, and what is noted. */
export function ProjectView({ params: { id = "" } }: ViewProps) {
	const t = recruiterTexts.value;
	const project = useResource(id, (signal) => api.get<Project>(at`/v1/projects/${id}`, { signal }));
	return (
		<div class="page">
			<a class="back" href={href(["recruiter", "projects"])}>
				<Icon name="left" />
				{t.views.projects}
			</a>
			<Show of={project}>
				{(found) => (
					<>
						<ProjectHead project={found} list={project} />
						{found.members.length === 0 ? (
							<Empty title={t.nobodyOnList} actions={<ToSearch />}>
								{t.nobodyOnListHint}
							</Empty>
						) : (
							<Members project={found} list={project} />
						)}
					</>
				)}
			</Show>
			<Failures />
		</div>
	);
}

function Members({ project, list }: { project: Project; list: Resource<Project> }) {
	const t = recruiterTexts.value;
	const [status, setStatus] = useState<string>("");
	const [sort, setSort] = useState<Sort>("own");
	const names = useRef(new Map<string, string>());
	const order = sorted(project.members, sort);
	const members = order.filter((member) => status === "" || member.status === status);
	const canMove = sort === "own" && status === "" && members.length > 1 && may("desk:write");
	const chosen = useChosen(members);
	const there = project.members.filter(chosen.has);
	return (
		<>
			<div class="row-fields">
				<label class="row-field">
					<span>{t.status}</span>
					<select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
						<option value="">{t.everybody}</option>
						{STATUSES.map((one) => (
							<option key={one} value={one}>
								{`${t.statuses[one]} (${number(project.members.filter((member) => member.status === one).length)})`}
							</option>
						))}
					</select>
				</label>
				<label class="row-field">
					<span>{t.order}</span>
					<select value={sort} onChange={(event) => setSort(event.currentTarget.value as Sort)}>
						{SORTS.map((one) => (
							<option key={one} value={one}>
								{t.sorts[one]}
							</option>
						))}
					</select>
				</label>
				{sort !== "own" && may("desk:write") && (
					<button
						type="button"
						onClick={() => void keepOrder(project, list, order).then((kept) => kept && setSort("own"))}
					>
						{t.keepOrder}
					</button>
				)}
			</div>
			{there.length > 0 && (
				<ProjectBulk
					project={project}
					list={list}
					chosen={there}
					names={names.current}
					onAll={chosen.all}
					onNone={chosen.none}
				/>
			)}
			{members.length === 0 ? (
				<Empty title={t.nobodyWithStatus} />
			) : (
				<div class="panel rows">
					<VirtualList
						label={project.name}
						items={members}
						total={members.length}
						busy={false}
						onEnd={() => {}}
						render={(member, place) => (
							<ProjectRow
								key={keyOf(member)}
								member={member}
								project={project}
								list={list}
								place={canMove ? place : null}
								isChosen={chosen.has(member)}
								onChoose={(extend) => chosen.choose(place, extend)}
								onName={(name) => names.current.set(keyOf(member), name)}
							/>
						)}
					/>
				</div>
			)}
		</>
	);
}
