import type { CommonMode } from '#schema/lens.ts';
import { chi2Words } from './lensWords.ts';
import { fixed, plural } from '#ui/shared/numbers.ts';

/** Above it the images made the dip (spec/vetting.md §3.5). */
const VETO = 0.5;

/** Part of the best lens's Δχ² that goes when the light curve is divided; null where there is none to speak of. */
export function shareGone({ deltaChi2 }: CommonMode): number | null {
	if (!deltaChi2 || !(deltaChi2.before > 0)) return null;
	return Math.min(1, Math.max(0, 1 - deltaChi2.after / deltaChi2.before));
}

/** What the neighbours say of the dip. */
export function commonModeSentence(common: CommonMode): string {
	if (common.problem) return common.problem;
	const share = shareGone(common);
	if (share === null || !common.deltaChi2)
		return 'There is no dip that the images could have made.';
	const { before, after } = common.deltaChi2;
	const goes = `${fixed(100 * share, 0)} % of the best lens’s Δχ² goes (${chi2Words(before)} → ${chi2Words(after)}) when the light curve is divided by ${plural(common.neighbours.length, 'steady neighbour')}`;
	return share > VETO
		? `${goes}: the images made most of it.`
		: `${goes}: it is not the images that made it.`;
}
