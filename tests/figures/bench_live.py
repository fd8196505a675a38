"""The pace of live figures, for `make bench`: it depends on the machine, so no test of `make test` looks at it."""

import pytest
from test_live import LIVE, settled


@pytest.mark.parametrize("stem", LIVE)
def test_frames_keep_the_pace_while_a_handle_is_dragged(open_page, stem):
    page = open_page(f"reproduce/{stem}/")
    page.locator("figure[data-live]").scroll_into_view_if_needed()
    settled(page)
    page.wait_for_timeout(1000)  # what loads after the page is not part of dragging
    worked = page.evaluate(
        """async () => {
            const worked = [], plain = window.requestAnimationFrame;
            window.requestAnimationFrame = (next) => plain((now) => {
                const from = performance.now();
                next(now);
                document.body.offsetHeight; // and what the browser has to do for it
                worked.push(performance.now() - from);
            });
            for (const handle of document.querySelectorAll(".live-handle")) {
                for (const key of [...Array(20).fill("ArrowLeft"), ...Array(20).fill("ArrowRight")]) {
                    handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                    await new Promise((done) => plain(() => plain(done)));
                }
            }
            return worked.sort((a, b) => a - b);
        }"""
    )
    late = sum(took > 33 for took in worked)
    print(
        f"\n{stem}: {len(worked)} frames, {late} of them with more than 33 ms of work; half of them with less than "
        f"{worked[len(worked) // 2]:.1f} ms, the longest {worked[-1]:.1f} ms"
    )
    assert len(worked) >= 40
    assert late <= 0.1 * len(worked)  # on an idle machine none is
