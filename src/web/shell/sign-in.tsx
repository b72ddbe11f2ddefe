import { useEffect, useRef } from "preact/hooks";
import { cameByLink, farewell, lastTenant, signIn } from "./session.ts";
import { shellTexts } from "./texts/index.ts";

/** Ends of a session that are nobody's failure. */
const MILD = ["expired", "elsewhere", "signed-out"];

/** Where `npm start` was typed, too. */
const NEW_LINKS = "npm run -s tributary -- demo links";

/** The way in: which organization, and then its own identity provider asks who it is. */
export function SignIn() {
	const t = shellTexts.value;
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		field.current?.focus();
		document.title = "Tributary";
	}, []);
	const submit = (event: SubmitEvent) => {
		event.preventDefault();
		const tenant = field.current?.value.trim() ?? "";
		if (tenant !== "") signIn(tenant);
	};
	const why = farewell.value;
	const told = t.farewells as Readonly<Record<string, string>>;
	return (
		<main class="signin" id="signin">
			<form class="panel" onSubmit={submit}>
				<h1 class="brand">
					<img src="/icon.svg" alt="" width="36" height="36" />
					<span>Tributary</span>
				</h1>
				<p class="muted">{t.signinIntro}</p>
				{why !== null && (
					<p class={`notice ${MILD.includes(why) ? "warning" : "error"}`} id="signin-error" role="alert">
						{told[why] ?? t.farewells["sign-in-failed"]}
					</p>
				)}
				{cameByLink() && (
					<p class="small" id="new-links">
						{t.newLinks} <code>{NEW_LINKS}</code>
					</p>
				)}
				<label for="tenant">{t.organization}</label>
				<input
					ref={field}
					id="tenant"
					name="organization"
					defaultValue={lastTenant()}
					autocomplete="organization"
					autocapitalize="off"
					spellcheck={false}
					required
				/>
				<button class="primary" type="submit">
					{t.signIn}
				</button>
				<p class="muted small">{t.signinHint}</p>
			</form>
		</main>
	);
}
