import { addUserCommand } from './addUser.ts';
import { bundleCommand } from './bundleRun.ts';
import { catalogueCommand } from './catalogue.ts';
import { cleanUpCutoutsCommand } from './cleanUpCutouts.ts';
import { clearPipeRunCommand } from './clearPipeRun.ts';
import type { Command } from './command.ts';
import { completenessCommand } from './completeness.ts';
import { consensusCommand } from './consensus.ts';
import { createMeasArrowCommand } from './createMeasArrow.ts';
import { debugRunCommand } from './debugRun.ts';
import { demoCommand } from './demo.ts';
import { featuresCommand } from './features.ts';
import { halphaCommand } from './halpha.ts';
import { ingestImagesCommand } from './ingestImages.ts';
import { initIngestCommand } from './initIngest.ts';
import { initPipeRunCommand } from './initPipeRun.ts';
import { migrateCommand } from './migrateCommand.ts';
import { provenanceCommand } from './provenance.ts';
import { reproduceCommand } from './reproduceRun.ts';
import { restorePipeRunCommand } from './restorePipeRun.ts';
import { runPipelineCommand } from './runPipeline.ts';
import { runsCommand } from './runs.ts';
import { simulateSurveyCommand } from './simulateSurvey.ts';
import { tokenCommand } from './token.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
	initPipeRunCommand,
	runPipelineCommand,
	restorePipeRunCommand,
	clearPipeRunCommand,
	cleanUpCutoutsCommand,
	runsCommand,
	debugRunCommand,
	provenanceCommand,
	createMeasArrowCommand,
	bundleCommand,
	reproduceCommand,
	initIngestCommand,
	ingestImagesCommand,
	simulateSurveyCommand,
	consensusCommand,
	completenessCommand,
	catalogueCommand,
	featuresCommand,
	halphaCommand,
	demoCommand,
	addUserCommand,
	tokenCommand,
	migrateCommand
];
