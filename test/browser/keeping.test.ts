import { generateKeyPairSync } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { signStatement } from "../../src/tenancy/disposal/approval.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { violationsOn } from "./accessibility.ts";
import { makeClient } from "./acts.ts";
import { type BrowserRig, openBrowserRig, type Who } from "./rig.ts";

/** How long data are kept, who of the operator saw them, what they are encrypted with, how they leave and how they end. */

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

async function open(view: string, heading: string, who: Partial<Who> = {}): Promise<Page> {
	const page = await rig.signedIn({ acceptDownloads: true }, { role: "tenant-admin", ...who });
	await page.evaluate(`location.hash = "#/admin/${view}"`);
	await page.getByRole("heading", { level: 1, name: heading }).waitFor();
	return page;
}

test("rules of retention are written, tried out without erasing anybody, and run when somebody types what he means", async () => {
	const page = await open("retention", "Retention");
	await page.getByRole("button", { name: "Add a rule" }).click();
	await page.getByLabel("Name of the rule").fill("unread");
	await page.getByRole("checkbox", { name: "Rejected" }).uncheck();
	await page.getByRole("checkbox", { name: "Never applied" }).check();
	await page.getByLabel("Sources, by commas").fill("Referral");
	await page.getByLabel("Days", { exact: true }).fill("1");
	expect(await page.getByRole("button", { name: "Dry run" }).isDisabled()).toBe(true);
	await page.getByRole("button", { name: "Save the rules" }).click();
	await page.getByText("The rules are saved.").waitFor();
	await page.getByRole("button", { name: "Dry run" }).click();
	await page.getByText(/would be erased now. Nobody was./).waitFor();
	await page.getByRole("row", { name: /^unread \d+ 0 0$/ }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "Move rule 1 up" }).isDisabled();
	await page.getByRole("button", { name: "Remove the rule unread" }).click();
	await page.getByText("Everybody is kept").waitFor();
	await page.getByRole("button", { name: "Discard changes" }).click();
	expect(await page.getByLabel("Name of the rule").inputValue()).toBe("unread");
	await page.getByRole("link", { name: "Record of processing" }).click();
	await page.getByText("unread: 1 day").waitFor();
	await page.getByText("resume files").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.context().close();
});

test("who is due by a rule is erased, with receipts", async () => {
	const page = await open("retention", "Retention");
	// Nobody of the test is old enough: what the service says is written for it.
	const report = {
		dryRun: true,
		startedAt: "2026-01-01T00:00:00.000Z",
		looked: 3,
		rules: [{ id: "old", matched: 2, due: 2, erased: 0 }],
		candidateIds: ["cand-1", "<b>cand-2</b>"],
		more: false,
		failures: [],
	};
	await page.route("**/v1/retention", (route) =>
		route.fulfill({ json: { rules: [{ id: "old", days: 100 }], schedule: "off" } }),
	);
	const asked: unknown[] = [];
	await page.route("**/v1/retention/runs", async (route) => {
		if (route.request().method() === "GET") return route.continue();
		const { dryRun } = route.request().postDataJSON();
		asked.push(dryRun);
		await route.fulfill({
			json: dryRun ? report : { ...report, id: "run-1", dryRun, rules: [{ id: "old", matched: 2, due: 2, erased: 2 }] },
		});
	});
	await page.reload();
	await page.getByRole("button", { name: "Dry run" }).click();
	await page.getByRole("button", { name: "Erase 2 people" }).click();
	const sure = page.getByRole("dialog").getByRole("button", { name: "Erase 2 people" });
	expect(await sure.isDisabled()).toBe(true);
	await page.getByRole("dialog").getByRole("textbox").fill("demo");
	expect(await violationsOn(page)).toEqual([]);
	await sure.click();
	await page.getByText("2 erased").waitFor();
	expect(asked).toEqual([true, false]);
	expect(await page.locator("#main b").count()).toBe(0);
	await page.context().close();
});

test("emergency access of the operator stands there by name, is ended, and is reviewed by an auditor", async () => {
	const key = newApproverKey();
	const { approvers, operators } = rig.platform.tenancy;
	await approvers.add("olga", key.publicKey, ["operator"]);
	const ask = { by: { name: "olga", key: key.privateKey }, reason: "search is down", hours: 2 };
	await operators.breakGlass(parseTenantId("demo"), ask);
	const page = await open("operators", "Operator access");
	await page.getByText("search is down").waitFor();
	await page.getByText("emergency access", { exact: true }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "End it now: olga" }).click();
	await page.getByText("ended", { exact: true }).waitFor();
	await page.context().close();
	const auditor = await open("operators", "Operator access", { role: "auditor" });
	await auditor.getByRole("button", { name: "Review: olga" }).click();
	await auditor.getByLabel("Justified", { exact: true }).check();
	await auditor.getByLabel("Why, without personal data").fill("it was down indeed");
	expect(await violationsOn(auditor)).toEqual([]);
	await auditor.getByRole("button", { name: "Sign off" }).click();
	await auditor.getByText("it was down indeed").waitFor();
	await auditor.getByRole("link", { name: "What was done: olga" }).click();
	await auditor.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
	expect(await auditor.getByLabel("By whom (name or id)").inputValue()).toBe("olga");
	await auditor.context().close();
});

test("the data get another key while they are served", async () => {
	const page = await open("keys", "Keys");
	await page.getByText("Version 1", { exact: true }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "Give the data another key" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByRole("textbox").fill("demo");
	await dialog.getByRole("button", { name: "Give the data another key" }).click();
	await page.getByText("Version 2", { exact: true }).waitFor();
	await page.context().close();
	const recruiter = await rig.signedIn();
	await recruiter.fill("#query", "java");
	await recruiter.keyboard.press("Enter");
	await recruiter.locator(".hit").first().waitFor();
	await recruiter.context().close();
});

test("a client's tokens are bound to a key of its own", async () => {
	const page = await open("clients", "Clients");
	await makeClient(page, "bound");
	await page.getByText("Add a public key").first().click();
	const { publicKey } = generateKeyPairSync("ed25519");
	await page.getByLabel("Public key (PEM)").fill(publicKey.export({ type: "spki", format: "pem" }).toString());
	await page.getByRole("button", { name: "Add a public key" }).click();
	await expect.poll(() => page.getByRole("button", { name: /^Revoke / }).count()).toBe(2);
	await page.getByLabel(/^Tokens bound to a key/).selectOption("dpop-nonce");
	await page.getByText("It counts with the next request.").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.keyboard.press("Escape");
	await page.getByText("DPoP with nonce", { exact: true }).waitFor();
	await page.context().close();
});

test("everything is taken along in an archive, and a wipe that two people signed disables the organization", async () => {
	const page = await open("tenant", "Organization", { tenant: "other" });
	await page.getByLabel(/^Your public key/).fill("age1");
	await page.getByRole("button", { name: "Make the archive" }).click();
	await page.getByRole("alert").getByText("This is no public key").waitFor();
	// The browser itself writes to its console that it was refused.
	rig.complaints.splice(0);
	await page.getByLabel(/^Your public key/).fill("age1xph0rn8kr2rm32wj7hl354wlga4alsa5kx486t6hwtxn75dh4qpsfxfuud");
	await page.getByRole("button", { name: "Make the archive" }).click();
	await page.getByText("ready", { exact: true }).waitFor();
	const [archive] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("button", { name: "Fetch" }).click(),
	]);
	expect(archive.suggestedFilename()).toMatch(/^other-.*\.age$/);
	const keys = { ada: newApproverKey(), ben: newApproverKey() };
	for (const [name, { publicKey }] of Object.entries(keys)) await rig.platform.tenancy.approvers.add(name, publicKey);
	await page.getByLabel("Why, without personal data").fill("contract ended");
	await page.getByRole("button", { name: "Ask for the wipe" }).click();
	await page.getByText("0 of 2 signatures").waitFor();
	const { wipe } = (await page.evaluate("fetch('/v1/tenant').then((answer) => answer.json())")) as {
		wipe: { statement: object };
	};
	const handIn = async (approver: keyof typeof keys) => {
		const statement = { ...wipe.statement, approver, at: new Date().toISOString(), waivesCoolingOff: false };
		const signed = JSON.stringify(await signStatement(statement, keys[approver].privateKey));
		const file = { name: "signed.json", mimeType: "application/json", buffer: Buffer.from(signed) };
		await page.getByLabel("Hand in a signature").setInputFiles(file);
	};
	await handIn("ada");
	await page.getByText("1 of 2 signatures").waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await handIn("ben");
	// The second signature disables the organization: whoever handed it in is signed out.
	await page.getByText("Two people have signed").waitFor();
	expect((await rig.platform.tenancy.disposal.find(parseTenantId("other")))?.state).toBe("approved");
	rig.complaints.splice(0);
	await page.context().close();
});
