import { createUser } from '#server/commands/users.ts';
import type { Role, User } from '#schema/user.ts';
import { interleave, type Interleaved } from '../kit/interleaving.ts';
import { timed, type Row } from './report.ts';

const INTERLEAVINGS = Number(process.env.INTERLEAVINGS ?? 10_000);
const AT_ONCE = 10;
const SAID_EVERY = 500;
const ROLES: readonly Role[] = ['curator', 'vetter', 'runManager', 'vetter', 'vetter'];

/** 10 000 random interleavings of five people voting, undoing, skipping, disconnecting and retiring; seeded. */
export async function benchVetting(): Promise<Row[]> {
	const people: User[] = [];
	for (const [i, role] of ROLES.entries()) {
		const name = `person${i}`;
		const account = { username: name, displayName: name, password: 'a long password', role };
		people.push(await createUser({ user: null }, account));
	}
	const sum: Interleaved = {
		commands: 0,
		replays: 0,
		refused: 0,
		served: 0,
		retired: 0,
		wrong: []
	};
	const { ms } = await timed(async () => {
		for (let first = 0; first < INTERLEAVINGS; first += AT_ONCE) {
			const count = Math.min(AT_ONCE, INTERLEAVINGS - first);
			const plays = await Promise.all(
				Array.from({ length: count }, (_, i) => interleave(people, first + i + 1))
			);
			for (const play of plays) add(sum, play);
			sayHowFar(first + count, sum);
		}
	});
	for (const what of sum.wrong.slice(0, 20)) process.stdout.write(`  WRONG ${what}\n`);
	const seconds = ms / 1000;
	const row = (what: string, value: number, note = '', unit = ''): Row => ({
		what: `vetting: ${what}`,
		value,
		unit,
		note
	});
	return [
		row('interleavings', INTERLEAVINGS, 'of 5 people in 3 candidates, seeds from 1'),
		row('found wrong', sum.wrong.length, 'lost, duplicated or served after retirement; must be 0'),
		row('commands', sum.commands, `${sum.replays} of them sent twice, ${sum.refused} refused`),
		row('candidates served', sum.served),
		row('candidates retired', sum.retired),
		row('commands a second', sum.commands / seconds, 'each one transaction on disk', '1/s')
	];
}

/** The whole takes most of an hour. */
function sayHowFar(done: number, { commands, wrong }: Interleaved): void {
	if (done % SAID_EVERY !== 0) return;
	process.stderr.write(
		`  ${done} of ${INTERLEAVINGS} interleavings, ${commands} commands, ${wrong.length} wrong\n`
	);
}

function add(sum: Interleaved, play: Interleaved): void {
	sum.commands += play.commands;
	sum.replays += play.replays;
	sum.refused += play.refused;
	sum.served += play.served;
	sum.retired += play.retired;
	sum.wrong.push(...play.wrong);
}
