points <- read.csv("noisy_xor.csv")
train <- points[1:200, ]
fresh <- points[201:400, ]
judge <- function(name, mu)
  cat(name, "- log-loss of fresh points:", round(-mean(dbinom(fresh$y, 1, mu, log = TRUE)), 3), "\n")

library(nnet)
set.seed(1)
network <- nnet(y ~ x1 + x2, data = train, size = 4, entropy = TRUE, decay = 0.01, maxit = 1000, trace = FALSE)
judge("four hidden units", predict(network, fresh)[, 1])

# The same need, met without a network.
product <- glm(y ~ x1 * x2, data = train, family = binomial)
judge("product term", predict(product, fresh, type = "response"))
suppressMessages(library(mgcv))
smooth <- gam(y ~ s(x1, x2), data = train, family = binomial, method = "REML")
judge("GAM, s(x1, x2)", predict(smooth, fresh, type = "response"))
