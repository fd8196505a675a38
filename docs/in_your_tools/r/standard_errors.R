library(nnet)
launches <- read.csv("o_rings.csv")
launches$z <- as.numeric(scale(launches$temperature))  # a network's optimiser wants inputs of size 1

network <- nnet(distress ~ z, data = launches, size = 0, skip = TRUE, entropy = TRUE,
                Hess = TRUE, trace = FALSE, abstol = 0, reltol = 1e-14)
regression <- glm(distress ~ z, data = launches, family = binomial)
cbind(nnet = network$wts, glm = coef(regression))
cbind(nnet = sqrt(diag(solve(network$Hessian))), glm = coef(summary(regression))[, "Std. Error"])
class(multinom(Species ~ Sepal.Width, data = iris, trace = FALSE))
