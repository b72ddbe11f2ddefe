import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Download, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { AUDIT_ACTIONS, isChange } from "../../src/tenancy/audit-entry.ts";
import { ACTIONS, GROUPS } from "../../src/web/admin/audit/actions.ts";
import { violationsOn } from "./accessibility.ts";
import { makeClient } from "./acts.ts";
import { type BrowserRig, openBrowserRig, type Who } from "./rig.ts";

/** The admin's tour: an ATS is connected, clients change their secrets, the log is checked, people decide, a person is erased, a wipe is asked for. */

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

const open = async (
	view: string,
	heading: string,
	role: Who["role"] = "tenant-admin",
	tenant: Who["tenant"] = "demo",
) => goTo(await rig.signedIn({ acceptDownloads: true }, { role, tenant }), view, heading);
async function goTo(page: Page, view: string, heading: string): Promise<Page> {
	await page.evaluate(`location.hash = "#/admin/${view}"`);
	await page.getByRole("heading", { level: 1, name: heading }).waitFor();
	return page;
}
const saved = async (page: Page, button: string): Promise<string> => {
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("button", { name: button }).click(),
	]);
	return readFileSync(await (download as Download).path(), "utf8");
};
const json = (content: string) => ({ name: "file.json", mimeType: "application/json", buffer: Buffer.from(content) });

test("an ATS is connected step by step: a client, a test call, and its first record as it comes", async () => {
	const page = await open("connect", "Connect an ATS");
	await page.getByLabel(/Show in the ATS who is also here/).check();
	await page.getByRole("button", { name: "Next step" }).click();
	await page.getByRole("button", { name: "Make the client" }).click();
	await page.getByText("shown this once").waitFor();
	const [id = "", secret = ""] = await page.locator(".once code").allInnerTexts();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "Next step" }).click();
	await page.getByText("Notes on candidates and applications").waitFor();
	await page.getByRole("button", { name: "Next step" }).click();
	await page.getByRole("button", { name: "Make a test call" }).click();
	await page.getByText("It works: signed in").waitFor();
	await page.getByRole("button", { name: "Next step" }).click();
	await page.getByText("Nothing has come yet.").waitFor();
	await sendCandidate(id, secret);
	await page.getByText("1 record has come.").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "To the state of synchronizing" }).click();
	await page.getByText("All is well").waitFor();
	await page.getByRole("row", { name: /^Candidates 1 1 0/ }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByLabel("Interview feedback").click();
	await page.getByRole("button", { name: "Withhold and remove" }).click();
	await page.getByText("Changed.").waitFor();
	await page.getByLabel("contains", { exact: true }).fill("Secret");
	await page.getByRole("button", { name: "Add the rule" }).click();
	// It removes what is there: it is asked for.
	await page.getByRole("dialog").getByRole("button", { name: "Withhold and remove" }).click();
	await page.getByRole("button", { name: /^Remove.*Secret/ }).click();
	await page.getByRole("button", { name: /^Remove.*Secret/ }).waitFor({ state: "detached" });
	await page.keyboard.press("u");
	await page.getByRole("button", { name: /^Remove.*Secret/ }).waitFor();
	await page.context().close();
});

/** As an ATS does, with what a stranger wrote in it. */
async function sendCandidate(id: string, secret: string): Promise<void> {
	const body = new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret });
	const signed = await fetch(`${rig.url}/oauth/v2/accessToken`, { method: "POST", body });
	const { access_token: token } = (await signed.json()) as { access_token: string };
	const authorization = `Bearer ${token}`;
	const me = await fetch(`${rig.url}/v2/me`, { headers: { authorization } });
	const { integrationContext } = (await me.json()) as { integrationContext: string };
	const key = `atsCandidateId=C17&dataProvider=ATS&integrationContext=${integrationContext}`;
	const at = Date.now() - 1000;
	const record = {
		firstName: "<img src=x onerror=window.pwned=1>",
		lastName: "Quint",
		emailAddresses: ["ada@acme.example"],
		phoneNumbers: [],
		addresses: [],
		externalProfileUrl: "https://ats.example.com/c/17",
		atsCreatedAt: at,
		atsLastModifiedAt: at,
	};
	const sent = await fetch(`${rig.url}/v2/atsCandidates`, {
		method: "PUT",
		headers: { authorization, "x-restli-method": "batch_update", "content-type": "application/json" },
		body: JSON.stringify({ entities: { [key]: record } }),
	});
	expect([sent.status, (await sent.text()).includes('"status":4')]).toEqual([200, false]);
}

test("a client gets another secret beside the one before, and is locked with a reason", async () => {
	const page = await open("clients", "Clients");
	await makeClient(page, "<b>nightly</b>");
	await page.getByRole("button", { name: "New secret" }).click();
	await page.locator(".once code").waitFor();
	await expect.poll(() => page.getByRole("button", { name: /^Revoke / }).count()).toBe(2);
	expect(await violationsOn(page)).toEqual([]);
	await page.getByLabel("Why, without personal data").fill("secret in a public place");
	await page.getByRole("button", { name: "Lock" }).click();
	await page.keyboard.press("Escape");
	await page.getByText("locked by your organization: secret in a public place").waitFor();
	expect(await page.locator("#main b").count()).toBe(0);
	await page.context().close();
});

test("the log is searched, proved and checked in the browser; a head that was kept shows a log that was written anew", async () => {
	expect([...ACTIONS].toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
	const changes: readonly string[] = GROUPS.changes;
	expect(AUDIT_ACTIONS.filter((action) => isChange(action) && !changes.includes(action))).toEqual([]);
	const page = await open("audit", "Audit", "auditor");
	const rows = page.locator(".log-entries tbody tr");
	await rows.filter({ hasText: "invited a person" }).first().waitFor();
	expect(await rows.filter({ hasText: /\.read/ }).count()).toBe(0);
	await page.getByLabel("Action").selectOption("audit.read");
	await page.getByRole("button", { name: "Search" }).click();
	await rows.filter({ hasText: "auditor of demo" }).filter({ hasText: "read this log" }).first().waitFor();
	await page
		.getByRole("button", { name: /^Prove that entry/ })
		.first()
		.click();
	await page.getByText("Worked out in this browser.").waitFor();
	const head = await saved(page, "Save the head");
	await page.getByLabel("A head that you kept").setInputFiles(json(head));
	await page.getByRole("button", { name: "Check the whole log" }).click();
	await expect.poll(() => page.locator(".checklist .holds").count()).toBe(4);
	expect(await violationsOn(page)).toEqual([]);
	const { head: said, ...rest } = JSON.parse(head);
	await page
		.getByLabel("A head that you kept")
		.setInputFiles(json(JSON.stringify({ ...rest, head: { ...said, root: "0".repeat(64) } })));
	await page.getByRole("button", { name: "Check the whole log" }).click();
	await page.locator(".checklist .fails").waitFor();
	await page.getByRole("button", { name: "Sign off" }).click();
	await page.getByText(/^up to entry/).waitFor();
	await page.context().close();
});

test("a person is invited, gets a role and loses it again; nobody decides about himself", async () => {
	const page = await open("accounts", "Accounts");
	await page.getByRole("button", { name: "Invite a person" }).click();
	await page.getByLabel("Name").fill("Grace <script>alert(1)</script>");
	await page.getByLabel("E-mail address").fill("grace@demo.example");
	await page.getByRole("checkbox", { name: "Recruiter" }).check();
	await page.getByRole("button", { name: "Invite a person" }).last().click();
	const end = page.getByRole("button", { name: /^End the role Recruiter of Grace/ });
	await end.waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await end.click();
	await end.waitFor({ state: "detached" });
	await page.getByRole("button", { name: "Undo" }).click();
	await end.waitFor();
	expect(await page.getByText("This is you: another person decides.").count()).toBe(1);
	await page.context().close();
});

test("two records are told to be two people, side by side; and a person is erased with a receipt that the page checks", async () => {
	const page = await open("identity", "Identities", "data-steward");
	await page
		.getByRole("button", { name: /^(Two people|Not the same)$/ })
		.first()
		.click();
	await page.getByText(/not suggested again|Kept apart/).waitFor();
	const pairs = page.getByRole("list", { name: "To be decided" }).locator("> li");
	const left = await pairs.count();
	// The focus is not lost with the pair that had it.
	expect(await page.evaluate("document.activeElement !== document.body")).toBe(true);
	await page.keyboard.press("u");
	await expect.poll(() => pairs.count()).toBe(left + 1);
	expect(await violationsOn(page)).toEqual([]);
	const merge = page.getByRole("button", { name: "Same person: merge" }).first();
	const pair = page.locator("li.panel").filter({ has: merge }).first();
	const [one = "", other = ""] = await pair.locator(".side > code").allInnerTexts();
	await merge.click();
	await page.getByText("Merged.").waitFor();
	const decisions = page.getByRole("list", { name: "What was decided" }).locator("> li");
	await decisions
		.filter({ hasText: one })
		.filter({ hasText: other })
		.getByRole("button", { name: /^Part again/ })
		.click();
	await page.getByText("They are two again.").waitFor();
	const near = page.locator("li.panel", { has: page.getByRole("heading", { name: "Candidate and profile" }) }).first();
	const [linkedOne = "", profile = ""] = await near.locator(".side > code").allInnerTexts();
	await near.getByRole("button", { name: "Same person: link" }).click();
	await page.getByText("Linked.").waitFor();
	const { match } = await (await page.request.get(`${rig.url}/v1/candidates/${linkedOne}`)).json();
	expect(match).toMatchObject({ profileId: profile });
	// Whose profile has the same address was linked by a rule.
	await decisions
		.filter({ hasText: "cand-1 ·" })
		.getByRole("button", { name: /^Unlink/ })
		.click();
	await page.getByText("The link is taken back.").waitFor();
	await page.evaluate(`location.hash = "#/admin/people"`);
	await page.getByLabel("Found by").selectOption("candidateId");
	await page.getByLabel("Which one").fill("hostile");
	const report = await saved(page, "Make the access report");
	expect(JSON.parse(report).candidateIds).toEqual(["hostile"]);
	await page.getByLabel("Found by").selectOption("email");
	await page.getByLabel("Which one").fill("nobody@nowhere.example");
	await page.getByRole("button", { name: "Erase the person" }).click();
	await page.getByLabel("Type it once more").fill("nobody@nowhere.example");
	await page.getByRole("dialog").getByRole("button", { name: "Erase the person" }).click();
	// In the dialog, where it can be read: what lies under it is out of reach.
	await page.getByRole("dialog").getByRole("alert").getByText("Nobody is found by this").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "Cancel" }).click();
	await page.getByRole("button", { name: "Make the access report" }).click();
	await page.getByRole("alert").getByText("Nobody is found by this").waitFor();
	// The browser itself writes to its console that nobody was found.
	rig.complaints.splice(0);
	await page.getByLabel("Found by").selectOption("candidateId");
	await page.getByLabel("Which one").fill("hostile");
	await page.getByRole("button", { name: "Erase the person" }).click();
	const sure = page.getByRole("dialog").getByRole("button", { name: "Erase the person" });
	expect(await sure.isDisabled()).toBe(true);
	await page.getByLabel("Type it once more").fill("hostile");
	await sure.click();
	await page.getByRole("heading", { name: "The person is erased" }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	const receipt = await saved(page, "Save the receipt");
	await page.context().close();
	const checking = await open("certificates", "Certificates");
	await checking.getByLabel("File", { exact: true }).setInputFiles(json(receipt));
	await checking.getByLabel(/^Fingerprint of the key/).fill(JSON.parse(receipt).fingerprint);
	await checking.getByRole("button", { name: "Check" }).click();
	await checking.getByText("Everything holds").waitFor();
	expect(await violationsOn(checking)).toEqual([]);
	await checking
		.getByLabel("File", { exact: true })
		.setInputFiles(json(receipt.replace("data-subject-request", "other-reason")));
	await checking.getByRole("button", { name: "Check" }).click();
	await checking.getByText("Do not rely on this file").waitFor();
	await checking.context().close();
});

test("a wipe is asked for, its statement saved, a signature that is nobody's refused, and taken back", async () => {
	const page = await open("tenant", "Organization");
	await page.getByLabel("Why, without personal data").fill("contract ended");
	await page.getByRole("button", { name: "Ask for the wipe" }).click();
	await page.getByText("0 of 2 signatures").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	const statement = JSON.parse(await saved(page, "Save the statement"));
	await page.getByLabel("Hand in a signature").setInputFiles(json(JSON.stringify(statement)));
	await page.getByRole("alert").getByText("This is the statement, not a signature.").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	const { x } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
	const signed = { ...statement, approver: "ada", at: new Date().toISOString(), waivesCoolingOff: false };
	const forged = {
		statement: signed,
		publicKey: { kty: "OKP", crv: "Ed25519", x },
		fingerprint: "x",
		signature: "A".repeat(86),
	};
	await page.getByLabel("Hand in a signature").setInputFiles(json(JSON.stringify(forged)));
	await page.locator(".toast.error").waitFor();
	expect(await page.getByText("0 of 2 signatures").count()).toBe(1);
	await page.getByRole("button", { name: "Take the request back" }).click();
	await page.getByText("No wipe was asked for.").waitFor();
	// The browser itself writes to its console that the signature was refused.
	rig.complaints.splice(0);
	await page.context().close();
});

test("who is to get a strong role waits for a second admin, who sees to what he agrees, or refuses", async () => {
	const tenant = parseTenantId("demo");
	const invited = { name: "Ben Second", email: "ben@demo.example", roles: ["tenant-admin" as const] };
	const ben = await rig.signedInAs((await rig.platform.tenancy.accounts.invite(tenant, invited)).id);
	const ada = await open("accounts", "Accounts");
	const ask = async (name: string) => {
		await ada.getByRole("button", { name: "Invite a person" }).click();
		await ada.getByLabel("Name").fill(name);
		await ada.getByLabel("E-mail address").fill("eve@demo.example");
		await ada.getByRole("checkbox", { name: "Admin" }).check();
		await ada.getByRole("button", { name: "Invite a person" }).last().click();
		await ada.getByText("It waits for a second person").last().waitFor();
		await ada.getByRole("dialog").waitFor({ state: "detached" });
	};
	await ask("Eve <b>Third</b>");
	await ask("Somebody else");
	await goTo(ada, "approvals", "Approvals");
	await ada.getByText("You asked for this").first().waitFor();
	expect(await ada.getByRole("button", { name: /^Agree/ }).count()).toBe(0);
	await goTo(ben, "approvals", "Approvals");
	const wanted = ben.locator("li.panel", { hasText: "Eve <b>Third</b>" });
	await wanted.waitFor();
	expect(await wanted.textContent()).toMatch(/eve@demo\.example.*Admin.*tenant-admin of demo asked/s);
	expect(await violationsOn(ben)).toEqual([]);
	await ben
		.locator("li.panel", { hasText: "Somebody else" })
		.getByRole("button", { name: /^Refuse/ })
		.click();
	await ben.getByText("refused", { exact: true }).waitFor();
	await wanted.getByRole("button", { name: /^Agree/ }).click();
	await ben.getByText("Nothing waits for a second person").waitFor();
	expect((await rig.platform.tenancy.accounts.list(tenant)).map(({ name }) => name)).toContain("Eve <b>Third</b>");
	await ben.context().close();
	// The browser itself writes to its console that what waits was not done.
	rig.complaints.splice(0);
	await ada.context().close();
});

test("an organization is disabled by who types its id, and is served no longer", async () => {
	const page = await open("tenant", "Organization", "tenant-admin", "other");
	const disable = page.getByRole("button", { name: "Disable", exact: true });
	await page.getByLabel("Type other to confirm").fill("othe");
	expect(await disable.isDisabled()).toBe(true);
	await page.getByLabel("Type other to confirm").fill("other");
	await disable.click();
	await page.getByText("Your organization is disabled").waitFor();
	expect(await page.locator("#main").count()).toBe(0);
	expect([401, 403]).toContain((await page.request.get(`${rig.url}/v1/me`)).status());
	rig.complaints.splice(0);
	await page.context().close();
});
