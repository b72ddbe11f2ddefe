import type { Requirement } from "../../../domain/requirement.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import { toast } from "../../shell/toasts.tsx";
import { WEIGHTS } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { labelOf } from "../texts/say.ts";

interface Props {
	readonly requirements: readonly Requirement[];
	readonly onChange: (requirements: readonly Requirement[]) => void;
}

const ROLES = ["required", "must", "wish", "excluded"] as const;

/** What a job asks for, or what people have in common: each can be changed, weighed and taken away. */
export function Requirements({ requirements, onChange }: Props) {
	const t = recruiterTexts.value;
	const change = (index: number, how: Partial<Requirement> | null) => {
		onChange(requirements.flatMap((one, at) => (at !== index ? [one] : how === null ? [] : [{ ...one, ...how }])));
		const gone = requirements[index];
		if (how !== null || gone === undefined) return;
		toast(t.done.removed(labelOf(gone)), () => onChange(requirements));
		document.getElementById("results")?.focus();
	};
	return (
		<section class="requirements" aria-label={t.requirements}>
			<span class="muted small">{t.requirements}</span>
			<ul class="chips">
				{requirements.map((one, index) => (
					<li key={`${one.kind}${one.label}`}>
						<Menu
							button={<Label of={one} />}
							label={t.changePart(labelOf(one))}
							class={`chip${one.role === "excluded" ? " excluded" : ""}`}
						>
							{() => (
								<>
									<label class="menu-field">
										<span>{t.role}</span>
										<select
											value={one.role}
											onChange={(event) => change(index, { role: event.currentTarget.value as Requirement["role"] })}
										>
											{ROLES.map((role) => (
												<option key={role} value={role}>
													{t.requirementRoles[role]}
												</option>
											))}
										</select>
									</label>
									<label class="menu-field">
										<span>{t.weight}</span>
										<select
											value={String(one.weight)}
											onChange={(event) => change(index, { weight: Number(event.currentTarget.value) })}
										>
											{[...new Set([...WEIGHTS, one.weight])]
												.toSorted((a, b) => a - b)
												.map((weight) => (
													<option key={weight} value={String(weight)}>
														{`× ${number(weight)}`}
													</option>
												))}
										</select>
									</label>
									{one.evidence[0] !== undefined && (
										<blockquote class="menu-field small muted">{one.evidence[0].text}</blockquote>
									)}
									<button type="button" class="plain" onClick={() => change(index, null)}>
										<Icon name="trash" />
										{t.removePart}
									</button>
								</>
							)}
						</Menu>
					</li>
				))}
			</ul>
		</section>
	);
}

function Label({ of }: { of: Requirement }) {
	const { kind, role, weight } = of;
	const t = recruiterTexts.value;
	const signs = { required: "+ ", must: "★ ", wish: "", excluded: "− " } as const;
	return (
		<>
			<span class="chip-kind">{t.requirementKinds[kind]}</span>
			<span class="chip-text">{`${signs[role]}${labelOf(of)}${weight === 1 ? "" : ` ×${number(weight)}`}`}</span>
		</>
	);
}
