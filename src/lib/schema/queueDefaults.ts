import type { Queue } from './queue.ts';

/** What a queue is unless its maker says otherwise. */
export const QUEUE_DEFAULTS: Pick<
	Queue,
	| 'wanted'
	| 'rules'
	| 'workOrder'
	| 'voters'
	| 'overlap'
	| 'leaseSeconds'
	| 'testShare'
	| 'repeatShare'
	| 'deadline'
	| 'chairId'
> = {
	wanted: ['ese'],
	rules: [],
	workOrder: 'rank',
	voters: { teamId: null, userIds: null },
	overlap: false,
	leaseSeconds: 120,
	testShare: 0,
	repeatShare: 0,
	deadline: null,
	chairId: null
};
