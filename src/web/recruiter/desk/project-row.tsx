import { useState } from "preact/hooks";
import type { Member, Project } from "../../../domain/desk.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import type { Resource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { toastError } from "../../shell/toasts.tsx";
import { PersonName } from "../person/person-name.tsx";
import { keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { sayOf, setStatus, takeOff } from "./members.ts";
import { Mover } from "./mover.tsx";
import { moveMember, STATUSES } from "./order.ts";

interface RowProps {
	readonly member: Member;
	readonly project: Project;
	readonly list: Resource<Project>;
	/** From 0; null: it cannot be moved as the list is shown now. */
	readonly place: number | null;
	readonly isChosen: boolean;
	readonly onChoose: (extend: boolean) => void;
	readonly onName: (name: string) => void;
}

/** Somebody on a short list: how far he has come, and what is noted. */
export function ProjectRow({ member, project, list, place, isChosen, onChoose, onName }: RowProps) {
	const t = recruiterTexts.value;
	const id = member.candidateId ?? member.profileId ?? "";
	const isCovered = member.blind === true;
	const say = (said: Partial<Pick<Member, "note" | "blind">>) => sayOf(project, list, [member], said).catch(toastError);
	const [name, setName] = useState<string | null>(null);
	const named = (known: string) => {
		setName(known);
		onName(known);
	};
	const nameShown = isCovered ? t.noName : (name ?? t.noNameKnown);
	const person = href(["recruiter", "search"], {
		q: "",
		...(isCovered ? { blind: "1" } : {}),
		person: keyOf(member),
	});
	return (
		<div class="row" data-place={place ?? undefined}>
			<label class="row-pick">
				<input
					type="checkbox"
					checked={isChosen}
					aria-label={t.select(nameShown)}
					onClick={(event) => onChoose(event.shiftKey)}
				/>
			</label>
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
					{isCovered ? (
						t.noName
					) : (
						<PersonName id={id} isProfile={member.candidateId === null} withRole onName={named} />
					)}
				</a>
				<span class="muted small">{t.addedAt(date(member.addedAt))}</span>
			</div>
			{isCovered && may("desk:write") && may("candidates:read") && (
				<button type="button" class="plain" title={t.uncoverHint} onClick={() => say({ blind: false })}>
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
					onChange={(event) => say({ note: event.currentTarget.value })}
				/>
			</label>
			<label class="row-field">
				<span class="hidden">{t.status}</span>
				<select
					value={member.status}
					disabled={!may("desk:write")}
					onChange={(event) => setStatus(project, list, [member], event.currentTarget.value as Member["status"])}
				>
					{STATUSES.map((one) => (
						<option key={one} value={one}>
							{t.statuses[one]}
						</option>
					))}
				</select>
			</label>
			{may("desk:write") && (
				<button
					type="button"
					class="plain icon"
					aria-label={t.takeOffList}
					title={t.takeOffList}
					onClick={() => takeOff(project, list, [member])}
				>
					<Icon name="close" />
				</button>
			)}
		</div>
	);
}
