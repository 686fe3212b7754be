import type { Reason } from './queue.ts';

/** Why a steady source is in a queue that plants made events in some of them. */
export const COMPARISON: Reason = { rule: 'comparison', text: 'a steady source, for comparison' };

export function isComparison({ reasons }: { reasons: readonly Reason[] }): boolean {
	return reasons.some(({ rule }) => rule === COMPARISON.rule);
}
