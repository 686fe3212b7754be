import type { ImageFiles } from '../imageFiles.ts';
import { checkedEpoch, type CheckedEpoch } from '../inboxCheck.ts';
import { serveThread } from '../serveThread.ts';

/** Whether the files of one epoch are whole and fit to be processed. */
serveThread<ImageFiles, CheckedEpoch>(checkedEpoch);
