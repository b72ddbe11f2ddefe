import { expect, test } from "vitest";
import { AccountInvitation } from "../../src/domain/account.ts";
import { EMAIL } from "../../src/domain/email.ts";
import { SeatInput } from "../../src/domain/seat.ts";
import { processorTime } from "../processor-time.ts";

const LONG = `a@a${".a".repeat(100_000)}.@..a`;

// Twelve seconds in which nobody else is answered, where a dot may end the host's name in as many ways as there are dots.
test.each([
	["an invitation", () => AccountInvitation.safeParse({ name: "Ann", email: LONG, roles: ["recruiter"], seat: null })],
	["a seat", () => SeatInput.safeParse({ firstName: "Ann", lastName: "Poe", email: LONG })],
])("%s with an address of 200,000 characters is refused at once", async (_, read) => {
	expect(await processorTime(async () => expect(read().success).toBe(false))).toBeLessThan(1000);
});

test.each([
	["a@b.c", true],
	["a@b.c.d", true],
	["a@.b.c", true],
	["a@b..c", true],
	["a@b.", false],
	["a@.b", false],
	["a@b", false],
	["a@b@c.d", false],
	["a b@c.d", false],
	["@b.c", false],
])("%s is an address: %s", (text, is) => expect(EMAIL.test(text)).toBe(is));
