import type { Member, Project } from "../../../domain/desk.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import type { Resource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { keyOf, similarTo } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { setStatus, takeOff } from "./members.ts";
import { STATUSES } from "./order.ts";
import { PeopleActions } from "./people-actions.tsx";

interface Props {
	readonly project: Project;
	readonly list: Resource<Project>;
	readonly chosen: readonly Member[];
	/** As far as they are known, by key. */
	readonly names: ReadonlyMap<string, string>;
	readonly onAll: () => void;
	readonly onNone: () => void;
}

/** People of one question for others like them. */
const MOST_SIMILAR = 10;

/** What can be done with those of a short list who are chosen. */
export function ProjectBulk({ project, list, chosen, names, onAll, onNone }: Props) {
	const t = recruiterTexts.value;
	const isBlind = chosen.some(({ blind }) => blind === true);
	const people = chosen.map((member) => ({ ...member, name: names.get(keyOf(member)) ?? null }));
	return (
		<section class="selection-bar" aria-label={t.chosenPeople}>
			<strong>{t.chosen(number(chosen.length))}</strong>
			<button type="button" class="plain" onClick={onAll}>
				{t.everybody}
			</button>
			<button type="button" class="plain" onClick={onNone}>
				{t.chooseNone}
			</button>
			{may("desk:write") && (
				<label class="row-field">
					<span class="hidden">{t.setStatus}</span>
					<select
						value=""
						onChange={({ currentTarget: field }) => {
							void setStatus(project, list, chosen, field.value as Member["status"]);
							field.value = "";
						}}
					>
						<option value="" disabled>
							{t.setStatus}
						</option>
						{STATUSES.map((one) => (
							<option key={one} value={one}>
								{t.statuses[one]}
							</option>
						))}
					</select>
				</label>
			)}
			{/* Tags and marks are not shown here: there is nothing to draw anew. */}
			<PeopleActions people={people} change={() => {}} blind={isBlind} />
			{chosen.length <= MOST_SIMILAR && (
				<a class="button plain" href={href(["recruiter", "similar"], similarTo(chosen, { blind: isBlind }))}>
					<Icon name="people" />
					{t.similar}
				</a>
			)}
			{may("desk:write") && (
				<button
					type="button"
					class="plain"
					onClick={() => {
						onNone();
						void takeOff(project, list, chosen);
					}}
				>
					<Icon name="close" />
					{t.takeOffList}
				</button>
			)}
		</section>
	);
}
