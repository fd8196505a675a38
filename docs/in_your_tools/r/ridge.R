launches <- read.csv("o_rings.csv")
launches$z <- (launches$temperature - 70) / 10
library(nnet)
fit <- function(decay) nnet(distress ~ z, data = launches, size = 0, skip = TRUE, entropy = TRUE,
                            decay = decay, trace = FALSE, abstol = 0, reltol = 1e-14)$wts
# nnet adds decay * w^2 to the summed loss, without the half: decay is half of our penalty.
cat("decay = c(0, 1/2), intercept free:", sprintf("%.4f", fit(c(0, 1/2))), "\n")
cat("decay = 1/2, intercept too:       ", sprintf("%.4f", fit(1/2)), "\n")
