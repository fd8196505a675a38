/** A model on its way to a wanted epoch, a little of it in every frame, and the losses met on the way. */

import { table } from "../models/data.js";
import { dot, logLoss, mean } from "../models/logistic.js";
import { networkEta, startNetwork, trainNetwork } from "../models/network.js";
import { train } from "../models/neuron.js";

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("../models/network.js").Network} Network
 * @typedef {{epoch: number, loss: number}} Sample
 */

const PER_DECADE = 16; // losses kept for every tenfold of epochs

export class Training {
  /** @param {Settings} settings */
  constructor(settings) {
    this.settings = settings;
    this.key = Training.key(settings);
    const { X, y } = table(settings.points);
    this.X = X;
    this.y = y;
    this.epoch = 0;
    this.row = 0; // rows after the last whole epoch
    this.weights = settings.start;
    this.start = this.network = startNetwork(settings);
    this.failed = false; // the weights left the range of floats
    /** @type {Sample[]} */
    this.samples = [{ epoch: 0, loss: this.loss() }];
  }

  /** What decides the path: two settings with one key differ only in how far it is walked. @param {Settings} settings */
  static key({ model, points, rate, start, units, activation, seed, equal }) {
    return JSON.stringify(model === "neuron" ? [points, rate, start] : [points, rate, units, activation, seed, equal]);
  }

  /** Whether these settings lie further along this same path. @param {Settings} settings */
  reaches(settings) {
    const ahead = settings.epochs - this.epoch || settings.rows - this.row;
    return ahead >= 0 && this.settings.model === settings.model && this.key === Training.key(settings);
  }

  /** Whether the wanted epoch and row are reached. @param {Settings} settings */
  arrived({ epochs, rows }) {
    return this.failed || (this.epoch === epochs && this.row === rows);
  }

  /** Mean loss of the model as it is. */
  loss() {
    return mean(this.X.map((x, i) => logLoss(this.y[i], this.eta(x))));
  }

  /** Linear predictor of the output. @param {number[]} x */
  eta(x) {
    if (this.settings.model === "neuron") return dot(x, this.weights);
    return networkEta(x, this.network, this.settings.activation);
  }

  /** How many points are on their right side. */
  correct() {
    return this.X.filter((x, i) => this.eta(x) > 0 === (this.y[i] === 1) && this.eta(x) !== 0).length;
  }

  /** Walk towards the wanted epoch and row, for some milliseconds at most. @param {Settings} wanted @param {number} budget */
  advance(wanted, budget) {
    const end = performance.now() + budget;
    while (!this.arrived(wanted)) {
      if (this.epoch < wanted.epochs) this.#advanceEpochs(wanted.epochs);
      else this.#advanceRows(wanted.rows - this.row);
      if (performance.now() >= end) break;
    }
  }

  /** @param {number} last */
  #advanceEpochs(last) {
    if (this.row) return this.#advanceRows(this.y.length - this.row);
    const work = this.y.length * (this.settings.model === "neuron" ? 1 : 3 * this.settings.units);
    const stop = Math.min(last, nextSample(this.epoch), this.epoch + Math.ceil(10_000 / work));
    const epochs = stop - this.epoch;
    const settings = { ...this.settings, learningRate: this.settings.rate, epochs };
    if (this.settings.model === "neuron") {
      this.#move(train(this.X, this.y, { learningRate: settings.rate, weights: this.weights, epochs }));
    } else {
      this.#move(trainNetwork(this.X, this.y, this.network, settings));
    }
    if (this.failed) return;
    this.epoch = stop;
    if (stop === nextSample(stop - 1)) this.samples.push({ epoch: stop, loss: this.loss() });
  }

  /** @param {number} rows */
  #advanceRows(rows) {
    const { weights, row: from } = this;
    this.#move(train(this.X, this.y, { learningRate: this.settings.rate, weights, from, rows }));
    this.row += rows;
    if (this.row < this.y.length) return;
    this.row = 0;
    this.epoch += 1;
    if (this.epoch === nextSample(this.epoch - 1)) this.samples.push({ epoch: this.epoch, loss: this.loss() });
  }

  /** Take new weights, unless they are no numbers. @param {number[] | Network} found */
  #move(found) {
    const values = Array.isArray(found) ? found : [...found.hidden.flat(), ...found.output];
    if (!values.every(Number.isFinite)) this.failed = true;
    else if (Array.isArray(found)) this.weights = found;
    else this.network = found;
  }

  /**
   * Whether the loss stays worse than twice what "½" everywhere costs, and rises: the steps are too long.
   *
   * A bad start at a small rate is bad too, but its loss only falls.
   */
  diverging() {
    if (this.failed) return true;
    const recent = this.samples.filter(({ epoch }) => epoch >= this.epoch / 2);
    const rises = recent.some(({ loss }, i) => i > 0 && loss > recent[i - 1].loss);
    return this.epoch >= 10 && rises && mean(recent.map(({ loss }) => loss)) > 2 * Math.LN2;
  }
}

/** The first epoch after this one at which a loss is kept. @param {number} epoch */
function nextSample(epoch) {
  for (let k = Math.floor(PER_DECADE * Math.log10(Math.max(1, epoch)));; k++) {
    const candidate = Math.round(10 ** (k / PER_DECADE));
    if (candidate > epoch) return candidate;
  }
}
