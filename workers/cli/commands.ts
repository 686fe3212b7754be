import { addUserCommand } from './addUser.ts';
import type { Command } from './command.ts';
import { demoCommand } from './demo.ts';
import { initPipeRunCommand } from './initPipeRun.ts';
import { migrateCommand } from './migrateCommand.ts';
import { runPipelineCommand } from './runPipeline.ts';
import { runsCommand } from './runs.ts';
import { simulateSurveyCommand } from './simulateSurvey.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
	initPipeRunCommand,
	runPipelineCommand,
	runsCommand,
	simulateSurveyCommand,
	demoCommand,
	addUserCommand,
	migrateCommand
];
