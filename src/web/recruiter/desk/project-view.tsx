import { useState } from "preact/hooks";
import type { Member, Project } from "../../../domain/desk.ts";
import { api, at } from "../../shell/api.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import type { ViewProps } from "../../shell/personas.ts";
import { type Resource, useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { PersonName } from "../person/person-name.tsx";
import { keyOf, refOf } from "../person-ref.ts";
import { VirtualList } from "../results/virtual-list.tsx";
import { peopleEn } from "../texts/en-people.ts";
import { recruiterTexts } from "../texts/index.ts";
import { Mover } from "./mover.tsx";
import { keepOrder, moveMember, SORTS, type Sort, sorted } from "./order.ts";

/** One short list: who is on it, how far each has come, and what is noted. */
export function ProjectView({ params: { id = "" } }: ViewProps) {
	const t = recruiterTexts.value;
	const project = useResource(id, (signal) => api.get<Project>(at`/v1/projects/${id}`, { signal }));
	const [status, setStatus] = useState<string>("");
	const [sort, setSort] = useState<Sort>("own");
	return (
		<div class="page">
			<a class="back" href={href(["recruiter", "projects"])}>
				<Icon name="left" />
				{t.views.projects}
			</a>
			<Show of={project}>
				{(found) => {
					const order = sorted(found.members, sort, STATUSES);
					const members = order.filter((member) => status === "" || member.status === status);
					const canMove = sort === "own" && status === "" && members.length > 1 && may("desk:write");
					return (
						<>
							<div class="page-head">
								<h1>{found.name}</h1>
								{may("desk:write") && <Shared project={found} list={project} />}
							</div>
							{found.members.length > 0 && (
								<div class="row-fields">
									<label class="row-field">
										<span>{t.status}</span>
										<select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
											<option value="">{t.everybody}</option>
											{STATUSES.map((one) => (
												<option key={one} value={one}>
													{`${t.statuses[one]} (${number(found.members.filter((member) => member.status === one).length)})`}
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
											onClick={() => void keepOrder(found, project, order).then((kept) => kept && setSort("own"))}
										>
											{t.keepOrder}
										</button>
									)}
								</div>
							)}
							{members.length === 0 ? (
								<Empty title={t.nobodyOnList}>{t.nobodyOnListHint}</Empty>
							) : (
								<div class="panel rows">
									<VirtualList
										label={found.name}
										items={members}
										total={members.length}
										busy={false}
										onEnd={() => {}}
										render={(member, place) => (
											<Row
												key={keyOf(member)}
												member={member}
												project={found}
												list={project}
												place={canMove ? place : null}
											/>
										)}
									/>
								</div>
							)}
						</>
					);
				}}
			</Show>
		</div>
	);
}

function Shared({ project, list }: { project: Project; list: Resource<Project> }) {
	const t = recruiterTexts.value;
	const share = async (shared: boolean) => {
		const { id, name, description } = project;
		await api.put(at`/v1/projects/${id}`, { name, description, shared }).then(list.reload, toastError);
	};
	return (
		<label class="check">
			<input type="checkbox" checked={project.shared} onChange={(event) => share(event.currentTarget.checked)} />
			{t.shareList}
		</label>
	);
}

/** In the order of the work, which is that of the catalogue. */
const STATUSES = Object.keys(peopleEn.statuses) as Member["status"][];

interface RowProps {
	readonly member: Member;
	readonly project: Project;
	readonly list: Resource<Project>;
	/** From 0; null: it cannot be moved as the list is shown now. */
	readonly place: number | null;
}

function Row({ member, project, list, place }: RowProps) {
	const t = recruiterTexts.value;
	const id = member.candidateId ?? member.profileId ?? "";
	const people = [refOf(member)];
	const isCovered = member.blind === true;
	const update = async (fields: Partial<Pick<Member, "status" | "note" | "blind">>) => {
		await api.post("/v1/people/bulk", { action: "updateInProject", project: project.id, ...fields, people });
		list.mutate((before) => ({
			...before,
			members: before.members.map((one) => (keyOf(one) === keyOf(member) ? { ...one, ...fields } : one)),
		}));
	};
	const setStatus = async (status: Member["status"]) => {
		try {
			await update({ status });
			toast(t.done.status(t.statuses[status]), () => update({ status: member.status }));
		} catch (error) {
			toastError(error as Error);
		}
	};
	const remove = async () => {
		const { status, note, blind } = member;
		try {
			await api.post("/v1/people/bulk", { action: "removeFromProject", project: project.id, people });
			list.mutate((before) => ({ ...before, members: before.members.filter((one) => keyOf(one) !== keyOf(member)) }));
			toast(t.done.offList, async () => {
				await api.post("/v1/people/bulk", { action: "addToProject", project: project.id, status, note, blind, people });
				list.reload();
			});
		} catch (error) {
			toastError(error as Error);
		}
	};
	const person = href(["recruiter", "search"], {
		q: "",
		...(isCovered ? { blind: "1" } : {}),
		person: keyOf(member),
	});
	return (
		<div class="row" data-place={place ?? undefined}>
			{place !== null && (
				<Mover
					of={t.placeOf(number(place + 1))}
					place={place}
					count={project.members.length}
					onMove={(to) => void moveMember(project, list, keyOf(member), to)}
				/>
			)}
			<div class="row-main">
				<a href={person}>
					{isCovered ? t.noName : <PersonName id={id} isProfile={member.candidateId === null} withRole />}
				</a>
				<span class="muted small">{t.addedAt(date(member.addedAt))}</span>
			</div>
			{isCovered && may("desk:write") && (
				<button
					type="button"
					class="plain"
					title={t.uncoverHint}
					onClick={() => update({ blind: false }).catch(toastError)}
				>
					<Icon name="eye" />
					{t.uncover}
				</button>
			)}
			<label class="row-field note-field">
				<span class="hidden">{t.note}</span>
				<input
					defaultValue={member.note}
					placeholder={t.note}
					maxLength={5000}
					disabled={!may("desk:write")}
					onChange={(event) => update({ note: event.currentTarget.value }).catch(toastError)}
				/>
			</label>
			<label class="row-field">
				<span class="hidden">{t.status}</span>
				<select
					value={member.status}
					disabled={!may("desk:write")}
					onChange={(event) => setStatus(event.currentTarget.value as Member["status"])}
				>
					{STATUSES.map((one) => (
						<option key={one} value={one}>
							{t.statuses[one]}
						</option>
					))}
				</select>
			</label>
			{may("desk:write") && (
				<button type="button" class="plain icon" aria-label={t.takeOffList} title={t.takeOffList} onClick={remove}>
					<Icon name="close" />
				</button>
			)}
		</div>
	);
}
