import { TASKS, type TaskName } from './tasks.ts';

/** The generator's process: one task at a time, asked for and answered over the channel to its parent. */
process.on('message', ({ name, input }: { name: TaskName; input: never }) => {
  const task: (input: never) => Promise<unknown> = TASKS[name];
  task(input).then(
    (output) => process.send?.({ output }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
