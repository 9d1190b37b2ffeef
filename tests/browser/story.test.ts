import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './support/world.ts';
import { administrating } from './story/administrating.ts';
import { designing } from './story/designing.ts';
import { heading } from './story/heading.ts';
import { importing } from './story/importing.ts';
import { operating } from './story/operating.ts';
import { phone } from './story/phone.ts';
import { settingUp, signingIn } from './story/setting-up.ts';
import { waitingAWeek, working } from './story/working.ts';

let started: World | undefined;

/** The tests are declared before the product is there; they find it when they run. */
const world: World = {
  get address() {
    return running().address;
  },
  stranger: (options) => running().stranger(options),
  person: (login, options) => running().person(login, options),
  complaints: () => running().complaints(),
  leave: () => running().leave(),
  stop: () => running().stop(),
};

function running(): World {
  if (!started) throw new Error('the sample company did not start');
  return started;
}

settingUp();

describe('the sample company', () => {
  beforeAll(async () => {
    started = await openWorld();
  });
  afterAll(() => started?.stop());

  signingIn(world);
  importing(world);
  working(world);
  heading(world);
  phone(world);
  administrating(world);
  designing(world);
  operating(world);
  waitingAWeek(world);

  it('should have nothing to complain about in all of it', () => {
    expect(world.complaints()).toEqual([]);
  });
});
