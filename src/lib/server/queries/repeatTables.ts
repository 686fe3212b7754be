import type { HoneypotAnswer } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import type { RepeatTables } from '#schema/repeat.ts';
import { countedAs } from '#schema/taxonomy.ts';
import { purityByClass, selfAgreement, type SaidTwice } from '#science/ese/purity.ts';

/** Of nothing: no repeat of a class was answered. */
const NOTHING = selfAgreement([]);

/** How often people say again what they said, by class: the team together, and the reader, whose own business it is. */
export function repeatTables(
	{ taxonomy }: Pick<Queue, 'taxonomy'>,
	answers: readonly HoneypotAnswer[],
	readerId: string | null
): RepeatTables {
	const repeated = answers.flatMap(({ userId, classKey, first }) => {
		if (!first) return [];
		const said: SaidTwice = {
			first: countedAs(taxonomy, first.classKey),
			again: countedAs(taxonomy, classKey)
		};
		return [{ userId, said }];
	});
	const everybody = repeated.map(({ said }) => said);
	const mine = repeated.filter(({ userId }) => userId === readerId).map(({ said }) => said);
	const [team, you] = [purityByClass(everybody), purityByClass(mine)];
	const order = new Map(taxonomy.classes.map(({ key }, place) => [key, place]));
	// A class that the list knows no more comes last.
	const placeOf = (key: string) => order.get(key) ?? order.size;
	const keys = [...team.keys()].sort((a, b) => placeOf(a) - placeOf(b));
	const ofReader = <T>(share: T) => (readerId === null ? null : share);
	return {
		people: new Set(repeated.map(({ userId }) => userId)).size,
		all: { team: selfAgreement(everybody), you: ofReader(selfAgreement(mine)) },
		classes: keys.map((classKey) => ({
			classKey,
			team: team.get(classKey) ?? NOTHING,
			you: ofReader(you.get(classKey) ?? NOTHING)
		}))
	};
}
