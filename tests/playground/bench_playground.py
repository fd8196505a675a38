"""Ratios and paces of the playground, for `make bench`: they depend on the machine, so no test of `make test` does."""

import pytest
from playing import model, visited


def test_100_000_epochs_cost_about_what_a_bare_loop_costs(workshop):
    best, plain = model(
        workshop,
        "neuron",
        """(() => {
            const X = [[1, 0, 1], [0, 0, 1], [1, 1, 1], [0, 1, 1]], y = [0, 1, 0, 1];
            const settings = { weights: [0.2, 0.2, 0.2], learningRate: 0.7, epochs: 100000 };
            const loop = () => {
                let w1 = 0.2, w2 = 0.2, w3 = 0.2;
                for (let k = 0; k < 100000; k++) for (let i = 0; i < 4; i++) {
                    const [x1, x2, x3] = X[i];
                    const mu = 1 / (1 + Math.exp(-(w1 * x1 + w2 * x2 + w3 * x3)));
                    w1 += 0.7 * (y[i] - mu) * x1; w2 += 0.7 * (y[i] - mu) * x2; w3 += 0.7 * (y[i] - mu) * x3;
                }
                return w1 + w2 + w3;
            };
            const time = (work) => { const from = performance.now(); work(); return performance.now() - from; };
            const least = (work) => Math.min(...Array.from({ length: 7 }, () => time(work)));
            return [least(() => m.train(X, y, settings)), least(loop)];
        })()""",
    )
    print(f"\n100,000 epochs of four points: {best:.1f} ms, {best / plain:.2f} times a bare loop")
    assert best < 3 * plain


@pytest.mark.parametrize("path", ["?epochs=0", "?model=network&units=8&data=curved&epochs=0"])
def test_frames_keep_the_pace_while_playing(open_page, path):
    page = visited(open_page, f"playground/{path}")
    page.wait_for_timeout(1000)  # what loads after the page is not part of playing
    worked, apart = page.evaluate(
        """async () => {
            const worked = [], begun = [], plain = window.requestAnimationFrame;
            window.requestAnimationFrame = (next) => plain((now) => {
                const from = performance.now();
                begun.push(now);
                next(now);
                worked.push(performance.now() - from);
            });
            document.querySelector("[data-do=play]").click();
            await new Promise((resolve) => setTimeout(resolve, 3000));
            document.querySelector("[data-do=play]").click();
            return [worked, begun.slice(1).map((now, i) => now - begun[i])].map((times) => times.sort((a, b) => a - b));
        }"""
    )
    late = sum(interval > 34 for interval in apart)  # two refreshes of a screen are 33.3 ms
    print(
        f"\n{path}: {len(apart)} frames in 3 s, {late} of them more than 33.3 ms after the one before, the longest "
        f"{apart[-1]:.1f} ms; work in a frame {worked[len(worked) // 2]:.1f} ms, at most {worked[-1]:.1f} ms"
    )
    assert late <= 0.1 * len(apart)  # on an idle machine none is late
    assert worked[len(worked) // 2] < 16


def test_moving_one_of_the_most_points_takes_less_than_half_a_frame(workshop):
    took = model(
        workshop,
        "margin",
        """(() => {
            const X = Array.from({ length: 60 }, (_, i) => [Math.cos(i * i), Math.sin(i), 1]);
            const y = X.map((_, i) => i % 2);
            const time = (work) => { const from = performance.now(); work(); return performance.now() - from; };
            return Array.from({ length: 20 }, () => time(() => m.maxMargin(X, y))).sort((a, b) => a - b)[10];
        })()""",
    )
    print(f"\nseparation of 60 points: {took:.1f} ms")
    assert took < 8
