import type { Migration } from '../src/lib/server/store/migration.ts';
import { collections } from './collections.ts';
import { exploring } from './exploring.ts';
import { hiddenRepeats } from './hiddenRepeats.ts';
import { hiddenTests } from './hiddenTests.ts';
import { importsAndVoters } from './importsAndVoters.ts';
import { rowOrder } from './rowOrder.ts';
import { running } from './running.ts';
import { vettingTogether } from './vettingTogether.ts';
import { wholePipeline } from './wholePipeline.ts';

/** Every migration under the name the database remembers it by; they run in the order of their names. */
export const MIGRATIONS: Record<string, Migration> = {
	'0001-collections': collections,
	'0002-whole-pipeline': wholePipeline,
	'0003-vetting-together': vettingTogether,
	'0004-exploring': exploring,
	'0005-running': running,
	'0006-hidden-tests': hiddenTests,
	'0007-hidden-repeats': hiddenRepeats,
	'0008-row-order': rowOrder,
	'0009-imports-and-voters': importsAndVoters
};
